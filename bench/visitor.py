"""Somebody who logs in and asks for pages, on one kept connection."""

from __future__ import annotations

import http.client
import re
import time
from urllib.parse import urlencode


class Visitor:
    """A session at a server of this machine."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.home = ""
        self.started = 0.0

    def log_in(self, email: str, password: str) -> str:
        """Log in; returns the path of the start page."""
        _, _, page = self.get("/log-in")
        token = re.search(r'name="csrfmiddlewaretoken"[^>]*value="([^"]*)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token.group(1), "email": email, "password": password}
        status, headers, _ = self._ask("POST", "/log-in", urlencode(form))
        assert status == 302, f"log-in answered {status}"
        return headers["Location"]

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, content type, text."""
        status, headers, body = self._ask("GET", path)
        return status, headers.get("Content-Type", ""), body.decode(errors="replace")

    def timed(self, path: str) -> float:
        """Milliseconds until the whole answer is there."""
        began = time.perf_counter()
        self._ask("GET", path)
        return (time.perf_counter() - began) * 1000

    def _ask(self, method: str, path: str, form: str = ""):
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.line.request(method, path, form or None, said)
            answer = self.line.getresponse()
        except (http.client.HTTPException, ConnectionError):  # the server closed an idle connection
            self.line.close()
            self.line.request(method, path, form or None, said)
            answer = self.line.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.headers, body
