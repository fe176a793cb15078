"""Sixty phones in one room: each comes in by the code and writes at the same moment as the others, over real HTTP."""

from __future__ import annotations

import re
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

PHONES, EACH = 60, 3
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Phone:
    """A browser that keeps its cookies."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.took = port, {}, []

    def ask(self, path: str, fields: dict[str, str] | None = None) -> str:
        wire = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        body = urlencode(fields) if fields is not None else None
        wire.request("POST" if fields is not None else "GET", path, body, headers)
        answer = wire.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        wire.close()
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status}")
        return text

    def send(self, page: str, path: str, **fields: str) -> float:
        token = TOKEN.search(self.ask(page))
        begun = time.perf_counter()
        self.ask(path, fields | {"csrfmiddlewaretoken": token.group(1) if token else ""})
        return time.perf_counter() - begun


def measure(port: int, code: str) -> list[float]:
    """How long each contribution took, in seconds, shortest first; all phones send at once."""
    phones = [Phone(port) for _phone in range(PHONES)]
    for place, phone in enumerate(phones):
        phone.send("/room", "/room", code=code, name=f"Telefon {place}")
    for turn in range(EACH):
        ready = threading.Barrier(PHONES)
        threads = [
            threading.Thread(target=_write, args=(phone, ready, f"{n} {turn}")) for n, phone in enumerate(phones)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(took for phone in phones for took in phone.took)


def _write(phone: Phone, ready: threading.Barrier, text: str) -> None:
    token = TOKEN.search(phone.ask("/guest"))
    ready.wait()
    begun = time.perf_counter()
    phone.ask("/guest/say", {"csrfmiddlewaretoken": token.group(1) if token else "", "text": f"Inlägg {text}"})
    phone.took.append(time.perf_counter() - begun)
