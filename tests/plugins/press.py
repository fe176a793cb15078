"""Many feeds on loopback that publish all the while, over many hosts; it remembers who was asked how often at once."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from contextlib import suppress

HOSTS = 250
ANSWERS_AFTER = 0.03


class Press:
    """`feeds` feeds. Each begins with three items; the first is one that its neighbour has as well."""

    def __init__(self, feeds: int) -> None:
        self.counts = [3] * feeds
        self.most_of_feed, self.most_at_host = 0, 0
        self._at: Counter[str] = Counter()
        self._chance = random.Random(11)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        self._ready.wait(20)

    def address(self, feed: int) -> str:
        return f"http://127.0.3.{feed % HOSTS + 1}:{self.port}/{feed}.xml"

    def publish(self, feeds: int) -> None:
        """A new item in some of the feeds."""
        for feed in self._chance.sample(range(len(self.counts)), feeds):
            self.counts[feed] += 1

    def published(self) -> tuple[int, int]:
        """How many items there are, and how often they stand in a feed."""
        told = sum(self.counts)
        return told - len(self.counts) // 2, told

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._talk, "0.0.0.0", 0, backlog=512))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1]
                fields = dict(line.partition(": ")[::2] for line in head[1:] if line)
                writer.write(await self._answer(path, fields))
                await writer.drain()
        writer.close()

    async def _answer(self, path: str, fields: dict[str, str]) -> bytes:
        host, feed = fields["Host"], int(path.strip("/").removesuffix(".xml"))
        self._at[path] += 1
        self._at[host] += 1
        self.most_of_feed = max(self.most_of_feed, self._at[path])
        self.most_at_host = max(self.most_at_host, self._at[host])
        await asyncio.sleep(ANSWERS_AFTER)
        self._at[path] -= 1
        self._at[host] -= 1
        tag = f'"{self.counts[feed]}"'
        if fields.get("If-None-Match") == tag:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        body = _rss(feed, self.counts[feed])
        head = f"HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}"
        return head.encode() + b"\r\n\r\n" + body


def _rss(feed: int, count: int) -> bytes:
    items = [f"<item><title>Delad {feed // 2}</title><link>https://press.example/delad/{feed // 2}</link></item>"]
    items += [
        f"<item><title>Nyhet {feed} {n}</title><link>https://press.example/{feed}/{n}</link></item>"
        for n in range(1, count)
    ]
    return f'<rss version="2.0"><channel><title>Flöde {feed}</title>{"".join(items)}</channel></rss>'.encode()
