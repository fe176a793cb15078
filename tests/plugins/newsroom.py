"""A local server with feeds that grow: the same news in several of them, as news agencies have it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEM = (
    "<item><title>Nyhet {number}: kommunen prövar något nytt</title><link>https://news.example/{number}</link>"
    "<guid>{feed}-{number}</guid><description>Det här hände i ärende {number}.</description></item>"
)
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Flöde {feed}</title>'
    "<link>https://news.example/</link><description>Nyheter</description>{items}</channel></rss>"
)
SHARED_EVERY = 3


class Newsroom:
    """`feeds` feeds at `address(feed)`; `write` adds news. Every third stands in all feeds, the others in one."""

    def __init__(self, feeds: int) -> None:
        self.feeds, self.number = feeds, 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def write(self, count: int) -> None:
        self.number += count

    def address(self, feed: int) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/{feed}.xml"

    def numbers(self, feed: int) -> list[int]:
        """Which news a feed holds, newest first."""
        mine = [n for n in range(1, self.number + 1) if n % SHARED_EVERY == 0 or n % self.feeds == feed]
        return mine[::-1]

    def links(self) -> set[str]:
        """The address of every piece of news."""
        return {f"https://news.example/{number}" for number in range(1, self.number + 1)}

    def opml(self) -> str:
        outlines = "".join(
            f'<outline type="rss" text="Flöde {n}" xmlUrl="{self.address(n)}"/>' for n in range(self.feeds)
        )
        return f'<opml version="2.0"><head><title>Prov</title></head><body>{outlines}</body></opml>'

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _handler(newsroom: Newsroom) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feed = int(self.path.strip("/").removesuffix(".xml"))
            items = "".join(ITEM.format(feed=feed, number=number) for number in newsroom.numbers(feed))
            body = FEED.format(feed=feed, items=items).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
