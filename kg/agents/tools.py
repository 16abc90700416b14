"""The tools: what an agent may ask of a graph, and how much of the answer it gets at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from kg.agents import records
from kg.agents.answers import Matches, Papers, Profile, Questions, Reasons, Table, Ways
from kg.agents.reader import Reader
from kg.agents.reasons import find_reasons
from kg.agents.support import find_asked
from kg.errors import QueryError
from kg.pages import Page
from kg.queries import Query, check_values, find

Name = Annotated[str, Field(min_length=1, max_length=2000, description="a thing: its name in any case, or its IRI")]
Limit = Annotated[int, Field(ge=1, le=100, description="how many at most")]
Offset = Annotated[int, Field(ge=0, description="how many to pass over, to read on where has_more is true")]
Relation = Annotated[str | None, Field(description="only this relation, by label or IRI: 'chair', 'kg:chair'")]
Other = Annotated[str | None, Field(description="only what joins it with this thing or value")]
Words = Annotated[str, Field(min_length=1, max_length=500, description="a name, or some of its words")]
Part = Annotated[str, Field(description="only documents whose name or title holds this, in any case")]
Steps = Annotated[int, Field(ge=1, le=6, description="how many steps a way may take")]
Most = Annotated[int, Field(ge=1, le=10, description="how many ways at most")]
Asked = Annotated[str, Field(description="the question's name, as `questions` lists it")]
Values = Annotated[dict[str, str | int], Field(description="a value for each parameter of the question")]
Sparql = Annotated[str, Field(min_length=1, max_length=100_000, description="SPARQL 1.1: SELECT, CONSTRUCT, ASK …")]


class Tools:
    """What an agent may ask; each method is a tool, and its docstring tells an agent when to use it.

    Args:
        reader: keeps the graph.
        queries: the questions, by name.
    """

    def __init__(self, reader: Reader, queries: Mapping[str, Query]) -> None:
        self._reader = reader
        self._queries = queries

    def search(self, words: Words, limit: Limit = 10, offset: Offset = 0) -> Matches:
        """Find things by any of their names, exact ones first; case, accents, word order and slips are forgiven.

        Start here when you don't know how the graph calls something.
        """
        with self._reader.reading() as graph:
            found = graph.store.search(words, most=offset + limit + 1)
        things = [records.describe_hit(hit) for hit in found[offset : offset + limit]]
        return Matches(things, offset, has_more=len(found) > offset + limit)

    def entity(self, name: Name, limit: Limit = 20, offset: Offset = 0) -> Profile:
        """Tell what the graph says of one thing: names, kinds, facts in both directions, each with its sentences."""
        with self._reader.reading() as graph:
            engine = graph.store.engine
            return records.describe_entity(engine, graph.store.entity(name), limit, offset)

    def why(
        self, subject: Name, relation: Relation = None, other: Other = None, limit: Limit = 10, offset: Offset = 0
    ) -> Reasons:
        """Give every sentence that speaks of a thing, of one of its relations, or of what joins it with another.

        Denials and plans are among them, marked. What follows from other facts comes with those, and public identifiers
        of a thing with how they were found.
        """
        with self._reader.reading() as graph:
            return find_reasons(graph.store, (subject, relation, other), limit, offset)

    def path(self, start: Name, end: Name, longest: Steps = 6, most: Most = 3) -> Ways:
        """Tell how two things are connected: the shortest ways over facts, each step with its sentences."""
        with self._reader.reading() as graph:
            return Ways(list(map(records.describe_way, graph.store.path(start, end, longest=longest, most=most))))

    def questions(self) -> Questions:
        """List the questions that `ask` takes, with their typed parameters and what the columns mean."""
        return Questions(list(map(records.describe_query, self._queries.values())))

    def ask(self, question: Asked, values: Values | None = None, limit: Limit = 20, offset: Offset = 0) -> Table:
        """Ask one of the questions that the graph is made for; each row comes with sentences that it rests on."""
        query = self._queries.get(question) or self._missing(question)
        with self._reader.reading() as graph:
            engine = graph.store.engine
            if not query.columns:
                return records.describe_answer(engine, graph.limited.query(query, **(values or {})), limit, offset)
            page: Page = graph.limited.page(query, values, limit=limit, offset=offset)
            about = find_asked(engine, check_values(query, values or {}).values())
            return records.describe_rows(engine, page.rows, offset, has_more=page.has_more, about=about)

    def _missing(self, question: str) -> Query:
        if self._queries:
            raise QueryError(question, f"there is no such question; there are: {', '.join(self._queries)}")
        return find(question)

    def sparql(self, query: Sparql, limit: Limit = 20, offset: Offset = 0) -> Table:
        """Ask SPARQL 1.1, to read only, within limits of time, rows and memory; for what no other tool answers.

        The default graph is the merge of all documents, each of which is a named graph. Prefixes need no declaration:
        kg, schema, rdf, rdfs, xsd, dcterms, oa, sdg, sdgo, wd. The resource kg://ontology has classes and properties.
        A fact has evidence: ?e rdf:subject ?s; rdf:predicate ?p; rdf:object ?o; kg:confidence ?c; kg:passage
        [kg:sentence ?words; kg:inDocument ?document]. Select things and values rather than counts, and each row comes
        with the sentences that join them. Pages need an ORDER BY to fit together.
        """
        with self._reader.reading() as graph:
            return records.describe_answer(graph.store.engine, graph.limited.sparql(query), limit, offset)

    def documents(self, holding: Part = "", limit: Limit = 20, offset: Offset = 0) -> Papers:
        """List the documents that the graph was built from, with title, date, author and address where known."""
        with self._reader.reading() as graph:
            every = graph.store.documents()
        wanted = holding.casefold()
        kept = [one for one in every if wanted in one.name.casefold() or wanted in one.title.casefold()]
        page = [records.describe_source(one) for one in kept[offset : offset + limit]]
        return Papers(page, len(kept), offset, has_more=len(kept) > offset + limit)
