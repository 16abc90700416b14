"""The height of resident memory in builds of text without line breaks; `python -m benchmarks.memory [MB …]`.

A text of each size in one file, then 16 files of a sixteenth of it, each in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_NAMES = ("Accra", "Bergen", "Cusco", "Dakar", "Erbil", "Fukuoka", "Gdynia", "Hobart", "Iquique", "Jinja", "Kandy")
_BODIES = ("Harbour Institute", "Reef Council", "Tide Commission", "Lagoon Trust", "Estuary Union", "Strait Agency")


def write_text(characters: int) -> str:
    """Write sentences of many things, none twice, in one line."""
    sentences, total = [], 0
    for number in range(characters):
        body, place = _BODIES[number % 6], _NAMES[number % 11]
        said = (
            f"The {body} of {place} held its Forum {number} in {place} on {1 + number % 28} May {1990 + number % 30}."
        )
        sentences.append(said)
        total += len(said) + 1
        if total >= characters:
            break
    return " ".join(sentences)[:characters]


def measure(texts: list[str]) -> tuple[int, float, float]:
    """Build a graph of texts in a process of its own.

    Args:
        texts: a file each.

    Returns:
        The exit status, CPU seconds, and the height of resident memory in MB (Linux counts in KiB).
    """
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number:02}.txt").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "kg", "build", folder, "--store", f"{folder}/graph.kg", "--quiet"]
        child = subprocess.Popen(command)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(sizes: list[str]) -> None:
    """Print a line for each size and shape."""
    for size in map(float, sizes or ["10"]):
        text = write_text(int(size * 1_000_000))
        sixteen = [text[at : at + len(text) // 16] for at in range(0, len(text) - len(text) % 16, len(text) // 16)]
        for name, texts in ((f"{size:g} MB in one line", [text]), (f"16 files of {size / 16:.2g} MB", sixteen)):
            status, seconds, height = measure(texts)
            sys.stdout.write(f"{name}: {height:.0f} MB at its height, {seconds:.0f} CPU s, exit status {status}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
