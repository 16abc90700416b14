"""A library of documents to build from, and what that takes as it grows; `python -m benchmarks.library --help`."""
