"""Mentions of dates → ISO dates."""

from kg.extractor.dates.resolution import resolve_dates

__all__ = ["resolve_dates"]
