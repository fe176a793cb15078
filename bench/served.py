"""A local server with many feeds of many items, written from the words of the example municipality."""

from __future__ import annotations

import random
import re
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

WORDS = Path(__file__).resolve().parent.parent / "utkik" / "demo" / "content" / "items"
YEARS = 5


class Served:
    """`feeds` feeds with `each` items at `address(feed)`, each body made once."""

    def __init__(self, feeds: int, each: int, now: datetime) -> None:
        chance = random.Random(7)
        words = _words()
        self.bodies = [_feed(number, each, words, chance, now).encode() for number in range(feeds)]
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.bodies))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def opml(self) -> str:
        outlines = "".join(
            f'<outline type="rss" text="Mätflöde {number}" xmlUrl="{self.address(number)}"/>'
            for number in range(len(self.bodies))
        )
        return f'<opml version="2.0"><head><title>Mätning</title></head><body>{outlines}</body></opml>'

    def address(self, feed: int) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/{feed}.xml"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _words() -> list[str]:
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(WORDS.rglob("*.toml")))
    return re.findall(r"[a-zåäöA-ZÅÄÖ]{3,}", text) or ["kommun", "region", "beslut"]


def _feed(number: int, each: int, words: list[str], chance: random.Random, now: datetime) -> str:
    items = "".join(_item(number, place, words, chance, now) for place in range(each))
    head = f"<title>Mätflöde {number}</title><link>https://bench.example/{number}</link><description>x</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def _item(number: int, place: int, words: list[str], chance: random.Random, now: datetime) -> str:
    published = now - timedelta(minutes=chance.randrange(YEARS * 365 * 24 * 60))
    title = " ".join(chance.choices(words, k=8)).capitalize()
    text = " ".join(chance.choices(words, k=chance.randrange(20, 90)))
    return (
        f"<item><title>{escape(title)}</title><link>https://bench.example/{number}/{place}</link>"
        f"<guid>{number}-{place}</guid><pubDate>{format_datetime(published.astimezone(UTC))}</pubDate>"
        f"<description>{escape(text)}</description></item>"
    )


def _handler(bodies: list[bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies[int(self.path.strip("/").removesuffix(".xml"))]
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
