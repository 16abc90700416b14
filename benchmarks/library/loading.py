"""What partitions of N-Quads weigh, and how fast a store takes them; `python -m benchmarks.library.loading DOCUMENTS`.

The extractor without a network makes them, whose documents have as many quads as those of the real one.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
from pathlib import Path

from benchmarks.library.fake import make_fake
from benchmarks.library.texts import write_library
from benchmarks.library.tree import now, resident, size_of
from kg.cluster.building import SIZE, cut_shards
from kg.cluster.partitions import Task, make_partition, read_lines
from kg.cluster.storage import Storage
from kg.documents.sources import find_sources
from kg.extraction import make_extract
from kg.graph import Store
from kg.recipe import digest_code, make_recipe


def measure(folder: Path, documents: int) -> None:
    """Write texts, partitions and a store, and print what each took."""
    write_library(folder / "texts", documents)
    extract = make_extract(make_fake())
    recipe = make_recipe(extract.extractor)
    task = Task(pickle.dumps(extract), recipe, extract.extractor.base, Storage(str(folder / "shards")), digest_code())
    shards = cut_shards(find_sources([folder / "texts"], _fail), SIZE)
    began = now()[1]
    parts = [make_partition(shard, task) for shard in shards]
    _say(f"{len(parts)} partitions, {now()[1] - began:.1f} CPU s, {size_of(folder / 'shards'):.1f} MB compressed")
    with Store(folder / "library.kg") as store:
        done = quads = size = 0
        began = now()[1]
        for part in parts:
            lines = read_lines(part, task.storage)
            store.load_graphs(lines)
            done, quads, size = done + part.documents, quads + part.quads, size + len(lines)
            wanted = now()[1] - began
            _say(
                f"{done} documents, {quads} quads, {size / 1e6:.0f} MB of N-Quads: {wanted:.1f} CPU s, "
                f"{wanted / done * 1000:.1f} ms a document, {quads / wanted:.0f} quads/s, {resident():.0f} MB"
            )
        store.flush()
    _say(f"{size_of(folder / 'library.kg'):.0f} MB of store, {now()[1] - began:.1f} CPU s")


def _fail(error: Exception) -> None:
    raise error


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        measure(Path(made), int(sys.argv[1]))
