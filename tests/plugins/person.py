"""Somebody at a browser without script: pages, forms, a session that outlives the server."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode


class NoAnswer(Exception):
    """The server was gone before the answer had come: nobody knows whether the act was done."""


@dataclass
class Person:
    """Cookies and the last page."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    kind: str = ""

    def log_in(self, email: str, password: str) -> None:
        self.get("/log-in")
        status, where = self.post("/log-in", email=email, password=password)
        assert status == 302, self.page
        self.get(where)

    def get(self, path: str) -> int:
        """The page's status, after redirects."""
        status, where = self._ask("GET", path)
        return self.get(where) if status in (301, 302, 303) else status

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form of the last page, with its hidden csrf token. Returns status and Location."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.hidden("csrfmiddlewaretoken"), **fields}))

    def hidden(self, name: str) -> str:
        """A hidden field's value on the last page."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.page)
        assert found, f"no field {name} on the page"
        return unescape(found.group(1))

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body or None, said)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as gone:
            raise NoAnswer(path) from gone
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        if text:
            self.page = text
        self.kind = answer.headers.get("Content-Type", "")
        return answer.status, answer.headers.get("Location", "")
