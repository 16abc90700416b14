"""What a question about things gives: a tuple that notebooks and `print` show as people read it."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from kg.store.html import render

T = TypeVar("T")


class Findings(tuple[T, ...]):
    """Several things that were found, in their order; a subclass names the template that shows them."""

    __slots__ = ()
    template: ClassVar[str]
    nothing: ClassVar[str] = "nothing was found"

    def __str__(self) -> str:
        """Write each as people read it."""
        return "\n\n".join(map(str, self)) or self.nothing

    def _repr_html_(self) -> str:
        return render(self.template, found=self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401 - as IPython calls it
        printer.text(str(self))
