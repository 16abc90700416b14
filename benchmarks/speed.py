"""Documents per second through `build`, over those of the bare spaCy pipeline; `python -m benchmarks.speed GOLD`.

Both run in one process, on one numeric backend, in alternating rounds over the same documents: `build` from the files
to the store, the pipeline (every component) over the text that kg parses of them. CPU seconds are compared, so that
other work on the machine counts for neither. Set OPENBLAS_NUM_THREADS=1 for one thread of BLAS.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.documents import find_files, plain_text, read_files
from kg.builder import build_into
from kg.extraction import prepare_extractor
from kg.graph import Store
from kg.language import DEFAULT_MODEL
from kg.text import prepare

ROUNDS = 7
WARM_UP = Path(__file__).parent.parent / "tests" / "stories"


def measure(gold: Path) -> dict[str, Any]:
    """Run the rounds.

    Args:
        gold: the folder of gold documents.

    Returns:
        `ratio` (median over the rounds, the first left out), `build` and `bare` (documents per CPU second, median),
        `loaded` and `peak` (the height of resident memory in MB when the models are loaded, and after the first
        `build`), `components`, `backend`.
    """
    import spacy
    from thinc.api import get_current_ops

    files, extractor = find_files(gold), prepare_extractor()
    texts = [plain_text(prepare(document)) for document in read_files(files).values()]
    loaded = _peak_memory()
    # In the first documents some tables are made that stay; neither side is charged with them.
    build_into(Store(), sorted(WARM_UP.glob("*.txt")), extractor=extractor)

    def build() -> None:
        report = build_into(Store(), files, extractor=extractor)
        assert report.documents == len(files), report.errors

    built, peak = [_cpu_seconds(build)], _peak_memory()
    nlp = spacy.load(DEFAULT_MODEL)  # the whole pipeline: kg's own goes without names
    bare = [_cpu_seconds(lambda: list(nlp.pipe(texts)))]
    for _ in range(ROUNDS):
        bare.append(_cpu_seconds(lambda: list(nlp.pipe(texts))))
        built.append(_cpu_seconds(build))
    ratios = [alone / whole for alone, whole in zip(bare[1:], built[1:], strict=True)]
    return {
        "ratio": median(ratios),
        "build": len(files) / median(built[1:]),
        "bare": len(files) / median(bare[1:]),
        "loaded": loaded,
        "peak": peak,
        "components": nlp.pipe_names,
        "backend": "BLIS" if getattr(get_current_ops(), "use_blis", True) else "numpy",
    }


def _cpu_seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))))
