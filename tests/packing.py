"""Makes archives, good ones and bad ones."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib

TEXT = "The Tide Institute met in Oslo."


def make_zip(members, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def make_tar(members, mode="w:gz"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            if data is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data or b""))
    return stream.getvalue()


def lock(data):
    """Set the flag that says that a zip archive's first member is encrypted."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] | 1) + data[at + 2 :]


def spoil(data):
    """Overwrite the packed bytes of a zip archive's first member."""
    packed = zlib.compress(TEXT.encode(), -1)[2:-4]
    assert packed in data
    return data.replace(packed, b"\xff" * len(packed), 1)
