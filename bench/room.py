"""Sixty phones in one room: each comes in by the code and writes at the same moment as the others, over real HTTP."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from statistics import median, quantiles
from urllib.parse import urlencode

PHONES, EACH, PATIENCE = 60, 3, 30
BOUND = 150.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Phone:
    """A browser that keeps its cookies, and the page it stands on."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.took, self.token = port, {}, [], ""

    def ask(self, path: str, fields: dict[str, str] | None = None) -> str:
        wire = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
            body = urlencode(fields | {"csrfmiddlewaretoken": self.token})
        wire.request("GET" if body is None else "POST", path, body, headers)
        answer = wire.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        wire.close()
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status}")
        if found := TOKEN.search(text):
            self.token = found.group(1)
        return text

    def come_in(self, code: str, name: str) -> None:
        self.ask("/room")
        self.ask("/room", {"code": code, "name": name})
        self.ask("/guest")

    def write(self, ready: threading.Barrier, text: str) -> None:
        """One contribution. What a phone does before it sends and after it was answered is not counted: sixty phones
        are sixty processors, and here they share the server's."""
        sent = self.asking("/guest/say", {"text": text})
        ready.wait(PATIENCE)
        begun = time.perf_counter()
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as wire:
            wire.sendall(sent)
            answer = wire.recv(65_536)
            self.took.append(1000 * (time.perf_counter() - begun))
        if not answer.startswith(b"HTTP/1.1 302"):
            raise RuntimeError(answer[:200].decode(errors="replace"))

    def asking(self, path: str, fields: dict[str, str]) -> bytes:
        """A whole request, ready to be sent."""
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        home = f"127.0.0.1:{self.port}"
        head = f"POST {path} HTTP/1.1\r\nHost: {home}\r\nOrigin: http://{home}\r\nCookie: {cookies}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        return f"{head}{kind}Content-Length: {len(body)}\r\n\r\n".encode() + body


def measure(port: int, code: str) -> tuple[float, float]:
    """Median and 95th percentile of a contribution, in milliseconds; all phones send at once, several times."""
    phones = [Phone(port) for _phone in range(PHONES)]
    for place, phone in enumerate(phones):
        phone.come_in(code, f"Telefon {place}")
    for turn in range(EACH):
        ready = threading.Barrier(PHONES)
        threads = [
            threading.Thread(target=phone.write, args=(ready, f"Inlägg {place} {turn}"))
            for place, phone in enumerate(phones)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    took = [one for phone in phones for one in phone.took]
    if len(took) != PHONES * EACH:
        raise RuntimeError(f"{len(took)} of {PHONES * EACH} contributions came in")
    return median(took), quantiles(took, n=20)[-1]


def report(port: int) -> bool:
    """Print the row; whether it is within its bound."""
    opened = subprocess.run([sys.executable, "-m", "bench.opened"], stdout=subprocess.PIPE, text=True, check=True)
    middle, slow = measure(port, opened.stdout.strip())
    over = slow > BOUND
    print(f"{PHONES} phones at once in a room: median {middle:.0f} ms, p95 {slow:.0f} ms{'  over' if over else ''}")
    return not over
