"""One row of a result: a named tuple whose columns are those of the query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NoReturn


class Row:
    """One row of a result; a value by name (`row.event`, `row["event"]`), by number (`row[0]`), or in order.

    It is what a named tuple is, with columns of its own, so that `pandas.DataFrame(rows)` knows their names.
    """

    __slots__ = ("columns", "values")

    columns: tuple[str, ...]
    values: tuple[object, ...]

    def __init__(self, columns: tuple[str, ...], values: tuple[object, ...]) -> None:
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "values", values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a row can't be changed, so {name} stays as it is")

    def __getattr__(self, name: str) -> object:
        if name in ("count", "index") and name not in self.columns:
            return getattr(self.values, name)  # as sequences have them
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    @property
    def _fields(self) -> tuple[str, ...]:
        """The columns, as named tuples call them."""
        return self.columns

    def __reduce__(self) -> tuple[object, ...]:
        return Row, (self.columns, self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and (self.columns, self.values) == (other.columns, other.values)

    def __hash__(self) -> int:
        return hash((self.columns, self.values))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.to_dict().items())})"

    def __getitem__(self, key: int | str) -> object:
        if isinstance(key, int):
            return self.values[key]
        if key in self.columns:
            return self.values[self.columns.index(key)]
        raise AttributeError(f"no column {key!r}; columns: {', '.join(self.columns)}")

    def __iter__(self) -> Iterator[object]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def to_dict(self) -> dict[str, object]:
        """Return the values by their columns' names."""
        return dict(zip(self.columns, self.values, strict=True))


Sequence.register(Row)
