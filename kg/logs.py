"""Events for those who listen: what happens, told under the logger "kg" with the numbers that belong to it.

No handler is installed here, so that each program decides where events go. `JsonLines` writes them for machines:

    handler = logging.FileHandler("kg.log")
    handler.setFormatter(kg.logs.JsonLines())
    logging.getLogger("kg").addHandler(handler)
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

LOGGER = "kg"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a document or a store; `seconds` is how long it took in this process."""

    name: str
    document: str = ""
    reason: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float | None = None
    store: str = ""

    def __str__(self) -> str:
        """Write it as one line for people."""
        counts = ", ".join(f"{number} {what}" for what, number in self.counts.items())
        told = "; ".join(filter(None, [" ".join(self.reason.split()), counts]))
        took = "" if self.seconds is None else f" in {self.seconds:.2f} s"
        return ": ".join(filter(None, [" ".join(filter(None, [self.name, self.document, self.store])), told])) + took


def log(event: Event, level: int = logging.INFO) -> None:
    """Tell an event.

    Args:
        event: what happened.
        level: of `logging`: WARNING where something is lost, INFO for what was done, DEBUG for how.
    """
    logging.getLogger(LOGGER).log(level, event, stacklevel=2)


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON: time (UTC), level, event, document, store, reason, counts, seconds."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; what other loggers tell is a `message`."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = _list_parts(record.msg) if isinstance(record.msg, Event) else {"message": record.getMessage()}
        return json.dumps({"time": when, "level": record.levelname, **told}, ensure_ascii=False)


def _list_parts(event: Event) -> dict[str, object]:
    parts = {"document": event.document, "store": event.store, "reason": event.reason, "counts": dict(event.counts)}
    took = {} if event.seconds is None else {"seconds": round(event.seconds, 3)}
    return {"event": event.name, **{name: part for name, part in parts.items() if part}, **took}
