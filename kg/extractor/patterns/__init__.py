"""Patterns: what the frames of the ontology find in parsed sentences."""
