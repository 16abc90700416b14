"""Measures what asks the graph: on a million quads, beside the bare engine and rdflib's own store."""
