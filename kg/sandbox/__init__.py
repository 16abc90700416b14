"""Evaluates SPARQL that may go wrong: in a child process with a deadline, limits, and no way to the network.

The engine can't be stopped while it evaluates, and some queries end the process that it runs in (3,000 nested braces,
a result larger than memory). So a query is read for what may not be in it (`guard`), and then evaluated in a child
(`worker`) that is killed on time. A store on disk is asked through a snapshot (`snapshots`) by children that stay warm
(`pool`); one in memory through a fork of this process, which shares its memory (`forks`).
"""

from __future__ import annotations
