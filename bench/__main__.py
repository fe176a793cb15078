"""Make the data (once, in .cache/bench), measure, print.

    python -m bench [--items 100000] [--signals 3000] [--fresh]

With 100 000 items and 3 000 signals in SQLite every page shall answer in under 300 ms (median, two cores), and so shall
a trend with 5 000 linked signals; a document (PDF, Excel …) in under 5 s; what sixty phones write in a room at the
same moment in under 150 ms (p95); a start in under 3 s.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_plus

from bench import pages, room
from bench.served import Served
from bench.visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / ".cache" / "bench"
BOUND, DOCUMENT, START = 300.0, 5000.0, 3.0
FEED_LENGTH = 1000
PAUSE = (
    "import django; django.setup()\n"
    "from utkik import clock\n"
    "from utkik.collect.models import Source\n"
    "Source.objects.update(paused_at=clock.now())"
)
CURRENT = "from utkik.command import prepare; prepare.make_database()"


def bound(row: pages.Timed) -> float:
    """How long it may take, in milliseconds: a page, or a document that is made on the spot."""
    return BOUND if row.is_page else DOCUMENT


def main() -> int:
    words = argparse.ArgumentParser(prog="bench", description=__doc__)
    words.add_argument("--items", type=int, default=100_000)
    words.add_argument("--signals", type=int, default=3_000)
    words.add_argument("--fresh", action="store_true", help="make the data anew")
    asked = words.parse_args()
    os.environ |= {
        "UTKIK_DATA": str(DATA),
        "UTKIK_FETCH_ALLOW": "127.0.0.0/8",
        "DJANGO_SETTINGS_MODULE": "utkik.config.settings",
    }
    os.environ.pop("UTKIK_DATABASE_URL", None)
    done = DATA / f"{asked.items}-{asked.signals}.done"
    if asked.fresh or not done.exists():
        make_data(asked.items, asked.signals)
        done.touch()
    timed("bringing the data to this version", lambda: inside("-c", CURRENT))
    status = measure()
    print("data:", json.dumps(told("stats")))
    return status


def make_data(items: int, signals: int) -> None:
    """The example municipality, then feeds collected from this machine and signals made from what came."""
    shutil.rmtree(DATA, ignore_errors=True)
    timed("the example municipality", lambda: told("demo"))
    served = Served(max(items // FEED_LENGTH, 1), min(items, FEED_LENGTH), datetime.now(UTC))
    opml = DATA / "bench.opml"
    opml.write_text(served.opml())
    inside("-c", PAUSE)  # the example's feeds lie at addresses that are nobody's
    told("sources", "import", str(opml))
    came = timed("collecting", lambda: told("collect"))
    print(f"  {came['new_items'] / came['seconds']:.0f} items/s, stored, cleaned and in the stream")
    again = timed("asking all feeds again", lambda: told("collect", "--all"))
    print(f"  {again['feeds'] / again['seconds']:.0f} feeds/s, unchanged: {again['unchanged']}")
    served.close()
    timed(
        "signals", lambda: subprocess.run([sys.executable, "-m", "bench.signals", str(signals)], cwd=ROOT, check=True)
    )


def measure() -> int:
    """Print a row per page; returns 1 when a median is over the bound."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen([sys.executable, "-m", "utkik", "web", "--bind", f"127.0.0.1:{port}"], cwd=ROOT)
    try:
        visitors = [logged_in(port) for _ in range(pages.AS_MANY)]
        started = visitors[0].started - began
        print(f"start until the first answer: {started:.1f} s{'  over' if started > START else ''}")
        rows = [pages.measure(visitors[0], name, path) for name, path in all_paths(visitors[0])]
        rows.append(of_a_full_trend(port))
        report(rows)
        own, mapped = memory(server.pid)
        print(f"memory of the web: {own:.0f} MB, and {mapped:.0f} MB of files")
        for name in ("stream", "signals"):
            path = next(row.path for row in rows if row.name == f"/o/…/{name}")
            middle, slow = pages.together(visitors, path)
            print(f"{pages.AS_MANY} people at once in {name}: median {middle:.0f} ms, p95 {slow:.0f} ms")
        in_room = room.report(port)
    finally:
        server.terminate()
        server.wait()
    drawn = subprocess.run([sys.executable, "-m", "bench.drawn"], cwd=ROOT, check=False).returncode
    return int(any(row.middle > bound(row) for row in rows) or drawn or not in_room)


def all_paths(visitor: Visitor) -> list[tuple[str, str]]:
    found = pages.reach(visitor, visitor.home)
    searches = [(f"search {words}", f"{visitor.home}search?q={quote_plus(words)}") for words in pages.SEARCHES]
    return [*sorted(found.items()), *searches]


def of_a_full_trend(port: int) -> pages.Timed:
    """The page of a trend with 5 000 linked signals, as its analyst."""
    said = subprocess.run(
        [sys.executable, "-m", "bench.linked"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    found = json.loads(said.stdout)
    visitor = Visitor(port)
    visitor.log_in(found["email"], found["password"])
    return pages.measure(visitor, "trend with 5 000 linked signals", found["path"])


def logged_in(port: int) -> Visitor:
    role, email, password = (DATA / "logins.txt").read_text().splitlines()[0].split("\t")
    visitor = Visitor(port)
    until = time.monotonic() + 60
    while True:
        try:
            visitor.get("/log-in")
            break
        except OSError:
            assert time.monotonic() < until, "the web does not answer"
            time.sleep(0.02)
    visitor.started = time.perf_counter()
    visitor.home = visitor.log_in(email, password)
    return visitor


def report(rows: list[pages.Timed]) -> None:
    print(f"{'page':60} {'median':>8} {'slowest':>8} ms")
    for row in sorted(rows, key=lambda row: -row.middle):
        print(f"{row.name[:60]:60} {row.middle:8.0f} {row.slowest:8.0f}{'  over' if row.middle > bound(row) else ''}")


def told(*words: str) -> dict:
    """What a command says with --json."""
    done = subprocess.run(
        [sys.executable, "-m", "utkik", *words, "--json"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)


def inside(*words: str) -> None:
    """Run Python with the installation's settings."""
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True)


def timed(what: str, act):
    began = time.perf_counter()
    result = act()
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)
    return result


def memory(pid: int) -> tuple[float, float]:
    """Memory of the process and its children in MB, what they share counted once: their own, and of files (the
    database's pages that are looked at in place, which the system takes back when it needs room)."""
    listed = subprocess.run(["ps", "-o", "pid=", "--pid", str(pid), "--ppid", str(pid)], capture_output=True, text=True)
    rolled = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in listed.stdout.split()]
    lines = [line.split() for text in rolled for line in text.splitlines()]
    of = {name: sum(int(line[1]) for line in lines if line[0] == name) / 1024 for name in ("Pss:", "Pss_File:")}
    return of["Pss:"] - of["Pss_File:"], of["Pss_File:"]


if __name__ == "__main__":
    sys.exit(main())
