"""Measures kg beside others; run with `pytest benchmarks -m benchmark`, never in the ordinary tests."""
