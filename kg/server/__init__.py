"""The store over HTTP: the SPARQL 1.1 Protocol, named queries, things with their evidence, a query page, the graph.

What a stranger asks is evaluated in child processes over a snapshot (`kg.sandbox`), never in the server's own.
"""

from __future__ import annotations
