"""Serves the tools by the Model Context Protocol, over standard input and output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from kg.agents.description import write_description, write_ontology
from kg.agents.reader import Reader
from kg.bundled import version
from kg.errors import KgError, ServerError
from kg.queries import Query, describe

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.tools import Tool

_NEEDS = "needs the extra kg[mcp]; run: pip install 'kg[mcp]'"
_INSTRUCTIONS = (
    "A knowledge graph made of documents: each fact rests on sentences, which come with it as `evidence` (the words, "
    "the document, the page, the offsets, a confidence). Quote them when you state a fact. `search` finds how the "
    "graph calls a thing; `entity`, `why` and `path` tell of it; `questions` lists what `ask` answers; `sparql` is for "
    "the rest. Where nothing is found, the documents don't say so: don't guess. The resource kg://description says "
    "what the graph holds."
)

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def serve(reader: Reader, queries: Mapping[str, Query]) -> None:
    """Answer the client at standard input and output until it goes away.

    Args:
        reader: keeps the graph.
        queries: the questions, by name.

    Raises:
        ServerError: the SDK isn't installed.
    """
    make_server(reader, queries).run("stdio")


def make_server(reader: Reader, queries: Mapping[str, Query]) -> MCPServer[object]:
    """Return a server with the tools and resources of a graph, as `serve` does.

    Raises:
        ServerError: the SDK isn't installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError as missing:
        raise ServerError("kg mcp", _NEEDS) from missing
    server: MCPServer[object] = MCPServer(
        "kg",
        title=f"kg: {reader.name}",
        instructions=_INSTRUCTIONS,
        version=version(),
        tools=_make_tools(reader, queries),
        log_level="WARNING",
    )
    _add_resources(server, reader, queries)
    return server


def _make_tools(reader: Reader, queries: Mapping[str, Query]) -> list[Tool]:
    from mcp.server.mcpserver.tools import Tool
    from mcp_types import ToolAnnotations

    from kg.agents.tools import Tools

    tools = Tools(reader, queries)
    methods: tuple[Callable[..., object], ...] = (
        *(tools.search, tools.entity, tools.why, tools.path),
        *(tools.questions, tools.ask, tools.sparql, tools.documents),
    )
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    made = [Tool.from_function(_told(each), annotations=reads, structured_output=True) for each in methods]
    _declare(next(tool for tool in made if tool.name == "ask"), queries)
    return made


def _told(tool: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The tool, whose errors reach the agent in kg's own words; those of other kinds are faults, and stay here."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        try:
            return tool(*args, **kwargs)
        except KgError as error:
            raise ToolError(str(error)) from error

    return call


def _declare(ask: Tool, queries: Mapping[str, Query]) -> None:
    """Put the questions and their parameters into the schema of the tool that asks them."""
    wanted = "; ".join(f"{each.name}: {describe(each.parameters)}" for each in queries.values())
    ask.parameters["properties"]["question"]["enum"] = list(queries)
    ask.parameters["properties"]["values"]["description"] = f"a value for each parameter of the question. {wanted}"


def _add_resources(server: MCPServer[object], reader: Reader, queries: Mapping[str, Query]) -> None:
    def description() -> str:
        """What the graph holds: documents, things by class, facts by property, questions."""
        with reader.reading() as graph:
            return write_description(graph.store, reader.name, queries)

    def ontology() -> str:
        """The classes and properties of the graph, as Turtle."""
        with reader.reading() as graph:
            return write_ontology(graph.store)

    add = partial(server.resource, title=reader.name)
    add("kg://description", mime_type="text/markdown")(_found(description))
    add("kg://ontology", mime_type="text/turtle")(_found(ontology))


def _found(resource: Callable[[], str]) -> Callable[[], str]:
    """The resource, with errors in kg's own words."""
    from mcp.server.mcpserver.exceptions import ResourceError

    @wraps(resource)
    def read() -> str:
        try:
            return resource()
        except KgError as error:
            raise ResourceError(str(error)) from error

    return read
