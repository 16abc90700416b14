"""Talks with a SPARQL 1.1 endpoint over HTTP: addresses, credentials, attempts, errors.

One URL names the endpoint. Where updates and whole graphs go follows from it, by the habits of servers: beside
`…/query` or `…/sparql` lie `…/update`, and `…/store` or `…/data` (Graph Store Protocol); an endpoint of another name
takes updates itself. Who asks comes from the environment alone: KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN.
Nothing is sent before the store is used.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from kg.errors import StoreError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

RETRIES = 6
BACK_OFF = 0.2
"""Seconds before the second retry; they double from one to the next, unless the server says how long to wait."""

LONGEST_WAIT = 30
"""Seconds, whatever the server says."""

TIMEOUT = 300.0
"""Seconds that the server may stay silent."""

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_ACCEPT = f"{RESULTS}, {TRIPLES};q=0.9"
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Endpoint:
    """An endpoint.

    Args:
        url: where queries go: http or https, without user and password.
        environment: where the credentials are looked up.

    Raises:
        StoreError: the URL holds a password, or a password would go over the network unencrypted.
    """

    def __init__(self, url: str, environment: Mapping[str, str] = os.environ) -> None:
        parts = urlsplit(url)
        # Never the URL as it was given: it may hold a password.
        self.url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        if "@" in parts.netloc:
            raise StoreError(self.url, "give no password in the URL; set KG_STORE_USER and KG_STORE_PASSWORD instead")
        self._headers = _credentials(environment)
        if self._headers and parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise StoreError(self.url, "is no https address; a password or token would go there for all to read")

    @cached_property
    def _http(self) -> PoolManager:
        from urllib3 import PoolManager

        return PoolManager(timeout=TIMEOUT)

    @property
    def used(self) -> bool:
        """Whether anything was sent."""
        return "_http" in self.__dict__

    def close(self) -> None:
        """Hang up."""
        if self.used:
            self._http.clear()

    def query(self, text: str) -> BaseHTTPResponse:
        """Send a query, and return an answer of status 200.

        Raises:
            SyntaxError: the endpoint can't read the query.
            RuntimeError: it can't evaluate it.
            StoreError: it can't be reached, or refuses who asks.
        """
        answer = self._send("POST", self.url, text, QUERY)
        self._check(answer)
        return answer

    def update(self, text: str, *, repeatable: bool) -> None:
        """Send an update.

        Args:
            text: SPARQL 1.1 Update.
            repeatable: twice is as good as once, so that it may be sent again when the answer is lost.

        Raises:
            StoreError: the endpoint can't be reached, or refuses it.
        """
        answer = self._send("POST", self._update_url, text, UPDATE, repeatable=repeatable)
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise StoreError(self.url, f"refuses the update ({answer.status}: {_said(answer)})")

    def graph(self, iri: str) -> bytes | None:
        """Return a whole graph as N-Triples, empty where there is none; None where the server hasn't this protocol."""
        if not self._graphs_url:
            return None
        answer = self._send("GET", f"{self._graphs_url}?graph={quote(iri, safe='')}")
        if answer.status == HTTPStatus.NOT_FOUND:
            return b""
        self._check(answer)
        return answer.data

    @cached_property
    def _update_url(self) -> str:
        """The first address that takes an update which changes nothing."""
        said = ""
        for target in (*self._beside("update"), self.url):
            answer = self._send("POST", target, "INSERT DATA {}", UPDATE)
            if answer.status < HTTPStatus.MULTIPLE_CHOICES:
                return target
            said = f"{answer.status}: {_said(answer)}"
        raise StoreError(self.url, f"takes no updates ({said}); give the URL of an endpoint that may be written to")

    @cached_property
    def _graphs_url(self) -> str:
        """The first address that has a default graph to give."""
        found = (
            url for url in self._beside("store", "data") if self._send("HEAD", f"{url}?default").status == HTTPStatus.OK
        )
        return next(found, "")

    def _beside(self, *names: str) -> list[str]:
        """The addresses beside the one for queries, if that is called as usual."""
        parts = urlsplit(self.url)
        folder, _, last = parts.path.rstrip("/").rpartition("/")
        if last not in ("query", "sparql"):
            return []
        return [parts._replace(path=f"{folder}/{name}").geturl() for name in names]

    def _send(
        self, method: str, url: str, body: str = "", kind: str = "", *, repeatable: bool = True
    ) -> BaseHTTPResponse:
        """Send a request, again if the server is busy; if the answer is lost, only what can be repeated.

        Raises:
            StoreError: no answer came, or who asks is refused.
        """
        from urllib3 import Retry
        from urllib3.exceptions import HTTPError, MaxRetryError

        retries = Retry(
            total=RETRIES,
            read=RETRIES if repeatable else 0,
            redirect=False,
            allowed_methods=None,
            status_forcelist=(HTTPStatus.SERVICE_UNAVAILABLE,),
            backoff_factor=BACK_OFF,
            retry_after_max=LONGEST_WAIT,
        )
        headers = {**self._headers, "Accept": _ACCEPT} | ({"Content-Type": f"{kind}; charset=utf-8"} if kind else {})
        try:
            answer = self._http.request(method, url, body=body.encode() or None, headers=headers, retries=retries)
        except MaxRetryError as error:
            reason = f"gives no answer, after {RETRIES + 1} attempts ({error.reason}); try again later"
            raise StoreError(self.url, reason) from error
        except HTTPError as error:
            raise StoreError(self.url, f"can't be reached ({error}); check the URL and the server") from error
        self._welcome(answer)
        return answer

    def _welcome(self, answer: BaseHTTPResponse) -> None:
        """See that whoever asks is let in, and is at the right door."""
        if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            known = "refuses the credentials from" if self._headers else "asks for credentials; set"
            names = "KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN"
            raise StoreError(self.url, f"{known} {names} ({answer.status})")
        if HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
            raise StoreError(self.url, f"has moved to {answer.headers.get('Location', 'another place')}; give that URL")

    def _check(self, answer: BaseHTTPResponse) -> None:
        if answer.status == HTTPStatus.NOT_FOUND:
            raise StoreError(self.url, "is no SPARQL endpoint (404); check the URL")
        if answer.status == HTTPStatus.BAD_REQUEST:
            raise SyntaxError(_said(answer))
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{answer.status}: {_said(answer)}")


def _credentials(environment: Mapping[str, str]) -> dict[str, str]:
    if token := environment.get("KG_STORE_TOKEN"):
        return {"Authorization": f"Bearer {token}"}
    if user := environment.get("KG_STORE_USER"):
        pair = f"{user}:{environment.get('KG_STORE_PASSWORD', '')}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode()}"}
    return {}


def _said(answer: BaseHTTPResponse) -> str:
    return " ".join(answer.data.decode("utf-8", "replace").split())[:300]
