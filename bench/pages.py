"""Every page that can be reached by links from the start page, each timed over HTTP, as one person and as several."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from html import unescape
from statistics import median, quantiles
from urllib.parse import urldefrag, urljoin, urlsplit

from bench.visitor import Visitor

TIMES = 7
AS_MANY = 8
EACH_OF_THEM = 10
SEARCHES = ("bygglov", "skola", "kommun", "äldreomsorg digital", '"ny lag"')


@dataclass
class Timed:
    """A page and how long it took: median and slowest of some tries, in milliseconds."""

    name: str
    path: str
    middle: float
    slowest: float
    is_page: bool


def shape(path: str) -> str:
    """What a page is one of: numbers and slugs left out, of a query its first name kept."""
    parts = urlsplit(path)
    names = "&".join(sorted(word.split("=")[0] for word in parts.query.split("&") if word)[:1])
    plain = re.sub(r"/o/[^/]+", "/o/…", re.sub(r"/\d[\d-]*(?=/|$)", "/N", parts.path))
    return plain + (f"?{names}" if names else "")


def reach(visitor: Visitor, start: str, limit: int = 150) -> dict[str, str]:
    """One path of each shape, found by following links; pages only."""
    found, waiting = {shape(start): start}, [start]
    while waiting and len(found) < limit:
        page = waiting.pop(0)
        status, kind, text = visitor.get(page)
        if status != 200 or not kind.startswith("text/html"):
            continue
        for link in re.findall(r'<a\b[^>]*?\bhref="([^"]+)"', text):
            path = urldefrag(urljoin(page, unescape(link))).url
            if path.startswith("/") and not path.startswith("//") and shape(path) not in found:
                found[shape(path)] = path
                waiting.append(path)
    return found


def measure(visitor: Visitor, name: str, path: str) -> Timed:
    times = [visitor.timed(path) for _ in range(TIMES)]
    _status, kind, _text = visitor.get(path)
    return Timed(name, path, median(times), max(times), is_page=kind.startswith("text/html"))


def together(make: list[Visitor], path: str) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds while several people ask at once, each after the other's breath."""
    times: list[float] = []

    def ask(visitor: Visitor) -> None:
        for _ in range(EACH_OF_THEM):
            times.append(visitor.timed(path))
            time.sleep(0.5)

    threads = [threading.Thread(target=ask, args=(visitor,)) for visitor in make]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return median(times), quantiles(times, n=20)[-1]
