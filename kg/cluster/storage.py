"""Where partitions lie: a folder, or any storage that fsspec knows. A file there appears whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputError, StoreError
from kg.outputs import replace_file

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

HOW = "needs the extra kg[cluster]; run: pip install 'kg[cluster]'"


@dataclass(frozen=True, slots=True)
class Storage:
    """A place by its URL (`s3://…`, `memory://…`) or its path."""

    url: str

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, or None where there is none.

        Raises:
            StoreError: it can't be read.
        """
        files, root = self._open()
        try:
            content: bytes = files.cat_file(f"{root}/{name}")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self.url}/{name}", f"can't be read ({error}); check the place of the shards") from error
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file: beside it and renamed in a folder, as one object elsewhere.

        Raises:
            OutputError: it can't be written.
        """
        files, root = self._open()
        try:
            files.makedirs(root, exist_ok=True)
            if "file" in files.protocol:
                replace_file(Path(root, name), content)
            else:
                files.pipe_file(f"{root}/{name}", content)
        except OSError as error:
            raise OutputError(f"{self.url}/{name}", f"can't be written ({error}); choose another place") from error

    def _open(self) -> tuple[AbstractFileSystem, str]:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise StoreError(self.url, HOW) from error
        try:
            files, root = url_to_fs(self.url)
        except (ImportError, ValueError, OSError) as error:
            raise StoreError(self.url, f"isn't a place that fsspec opens ({error}); give a folder or a URL") from error
        return files, root.rstrip("/") or os.sep
