"""Measures which facts of a plain text survive in documents of other formats that are made of it."""
