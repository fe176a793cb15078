"""Collecting, beside other collectors in one run: items a second, processor time, memory, and what an answer costs.

    python -m bench.collect [--feeds 1000] [--items 30] [--hosts 250] [--peers FOLDER] [--scale]

Every collector fetches the same feeds from one server on this machine: first all that is in them (cold), then again
when nothing has changed (warm). Ours keeps to what it keeps to in production: two requests at a time per host, a
quarter of a second between their starts, texts cleaned, everything an organisation needs stored. FOLDER holds the
server and the runners of the others; one that is not installed here is named and left out.

“304 feeds/s” counts the whole command with its start; “started” leaves each one's start out: of ours what passes before
the first feed is asked, of the others what their program takes to do nothing (STARTS). In service ours starts once.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PEERS_AT = ROOT.parent / "shared" / "bench"
PEERS_PYTHON = ROOT / ".cache" / "peers"
PORT = 8641
# Peer → how many workers it does best with.
PEERS = {"reader": 10, "newsboat": 10, "sfeed": 8, "rss2email": 1}
# What pip is asked for; feedparser wants sgmllib and does not say so.
PYTHON_PEERS = {"reader": ["reader", "sgmllib3k"], "rss2email": ["rss2email", "sgmllib3k"]}
# What a peer does that only starts.
STARTS = {
    "reader": ["python", "-c", "from reader import make_reader; make_reader(':memory:').close()"],
    "newsboat": ["newsboat", "--version"],
    "sfeed": ["true"],
    "rss2email": ["r2e", "--version"],
}
PAUSE = 0.25  # between two starts at one host, as in production
COLD, WARM, PROCESSOR, MEMORY, LINEAR = 2.0, 3.0, 0.5, 150.0, 1.2
SCALE = (2_000, 10_000, 20_000)


@dataclass
class Row:
    """What one collector did."""

    name: str
    items: int
    seconds: float
    cpu: float
    feeds: int
    warm_seconds: float
    warm_cpu: float
    peak: float
    start: float
    note: str = ""

    @property
    def cold_rate(self) -> float:
        return self.items / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / max(self.items, 1)

    @property
    def warm_rate(self) -> float:
        return self.feeds / self.warm_seconds

    @property
    def started_rate(self) -> float:
        return self.feeds / max(self.warm_seconds - self.start, 0.001)


class Utkik:
    """Ours, as `utkik collect` does it, in an installation of its own."""

    def __init__(self, work: Path, measure: Any) -> None:
        self.work, self.measure = work, measure
        self.environment = {
            "UTKIK_DATA": str(work / "data"),
            "UTKIK_FETCH_ALLOW": "127.0.0.0/8",
            "PYTHONPATH": str(ROOT),
        }

    def prepare(self, server: Any) -> None:
        server.save("/feeds.opml", self.work / "feeds.opml")
        (self.work / "password").write_text("ett-langt-losenord-for-matningen\n")
        asked = {"--organisation": "Mätkommun", "--email": "m@example.org", "--password-file": "password"}
        self.say("setup", "--starter-pack", "none", *(word for pair in asked.items() for word in pair))
        self.say("sources", "import", str(self.work / "feeds.opml"))

    def say(self, *words: str) -> str:
        command = [sys.executable, "-m", "utkik", *words]
        given = {**os.environ, **self.environment}
        done = subprocess.run(command, env=given, cwd=self.work, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}: {done.stderr or done.stdout}")
        return done.stdout

    def refresh(self) -> Any:
        command = [sys.executable, "-m", "utkik", "collect", "--all", "--json"]
        return self.measure.run(command, cwd=str(self.work), env=self.environment)

    def rows(self) -> dict[str, int]:
        """What is stored: items, what each feed said of them, entries, and by which source they came."""
        database = sqlite3.connect(f"file:{self.work / 'data' / 'utkik.sqlite3'}?mode=ro", uri=True)
        tables = ("collect_item", "collect_sighting", "stream_entry", "stream_arrival")
        found = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608
        database.close()
        return found


def main() -> int:
    words = argparse.ArgumentParser(prog="bench.collect", description=__doc__)
    words.add_argument("--feeds", type=int, default=1_000)
    words.add_argument("--items", type=int, default=30)
    words.add_argument("--hosts", type=int, default=250, help="addresses that the feeds are spread over")
    words.add_argument("--peers", type=Path, default=PEERS_AT)
    words.add_argument("--only", default="", help="these peers alone, parted by commas; “none”: ours alone")
    words.add_argument("--scale", action="store_true", help="ours with 2 000, 10 000 and 20 000 feeds as well")
    asked = words.parse_args()
    if not (asked.peers / "serve_feeds.py").is_file():
        print(f"{asked.peers} holds no serve_feeds.py: say with --peers where the feed server is.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(asked.peers))
    with tempfile.TemporaryDirectory(prefix="utkik-bench-") as folder:
        failed = compare(asked, Path(folder))
        return int((scale(asked, Path(folder)) if asked.scale else False) or failed)


def compare(asked: argparse.Namespace, work: Path) -> bool:
    """Print a row for each collector, then the targets. Returns whether one was missed."""
    import measure  # noqa: PLC0415 – stands in the peers' folder

    peers = [name for name in PEERS if name in (asked.only.split(",") if asked.only else PEERS)]
    rows, absent = [], []
    with measure.Server(PORT, feeds=asked.feeds, items=asked.items, hosts=asked.hosts) as server:
        ours = ours_of(asked, work / "utkik", server, measure)
        print(HEAD, line(ours), sep="\n", flush=True)
        for name in peers:
            row = peer_of(name, asked, work, server, measure)
            rows += [row] if row else []
            absent += [] if row else [name]
            print(line(row) if row else f"{name:<26} cannot be had here and is left out", flush=True)
    return judge(ours, rows)


def ours_of(asked: argparse.Namespace, work: Path, server: Any, measure: Any) -> Row:
    work.mkdir(parents=True)
    ours = Utkik(work, measure)
    ours.prepare(server)
    cold = ours.refresh()
    rows = ours.rows()
    warm = ours.refresh()
    told, again = said(cold), said(warm)
    if again["unchanged"] != asked.feeds:
        print(f"warm: {again}", file=sys.stderr)
    stored = ", ".join(f"{name} {count}" for name, count in rows.items())
    paused = max(asked.feeds / asked.hosts - 1, 0) * PAUSE
    note = f"stored: {stored}; warm {again['seconds']:.2f} s, of which the pauses at hosts must take {paused:.2f}"
    return row_of("utkik", told["new_entries"], cold, warm, asked.feeds, warm.wall_s - again["seconds"], note)


def said(usage: Any) -> dict[str, Any]:
    """The totals that `utkik collect --json` printed."""
    if usage.code:
        raise SystemExit(usage.stdout)
    return json.loads(usage.stdout[usage.stdout.index("{") :])


def peer_of(name: str, asked: argparse.Namespace, work: Path, server: Any, measure: Any) -> Row | None:
    """A peer's row, or None where it is not installed and cannot be."""
    import run_peer  # noqa: PLC0415 – stands in the peers' folder

    try:
        return run_of(name, run_peer, asked, work, server) if installed(name) else None
    except Exception as wrong:
        print(f"{name}: {type(wrong).__name__}: {str(wrong)[:200]}", file=sys.stderr)
        return None


def run_of(name: str, run_peer: Any, asked: argparse.Namespace, work: Path, server: Any) -> Row | None:
    folder = work / name
    folder.mkdir()
    given = argparse.Namespace(workers=PEERS[name], source=None)
    peer = run_peer.PEERS[name](given, folder)
    peer.prepare(server)
    cold = peer.refresh()
    items = peer.count()
    if name == "newsboat":  # it stores validators one round late
        peer.refresh()
    server.reset()
    warm = peer.refresh()
    answered = server.stats()["not_modified"]
    note = "" if answered >= asked.feeds * 0.9 else f"asks without conditions: {asked.feeds - answered}"
    start = run_peer.measure.run(STARTS[name], cwd=str(folder)).wall_s
    return row_of(f"{name}, {PEERS[name]} workers", items, cold, warm, asked.feeds, start, note) if items else None


def installed(name: str) -> bool:
    """Programs are looked for; packages are put into a folder of their own, beside nothing of ours."""
    if name not in PYTHON_PEERS:
        return bool(shutil.which({"sfeed": "sfeed_update"}.get(name, name)))
    python = PEERS_PYTHON / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS_PYTHON)], check=True)
    quiet = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PYTHON_PEERS[name]]
    if subprocess.run(quiet, stderr=subprocess.DEVNULL, check=False).returncode:
        return False
    os.environ["PATH"] = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    sys.executable = str(python)  # the runner starts its library with this one
    found = subprocess.run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    sys.path.append(found.stdout.strip())
    return True


def row_of(name: str, items: int, cold: Any, warm: Any, feeds: int, start: float, note: str) -> Row:
    peak = max(cold.peak_mb, warm.peak_mb)
    return Row(name, items, cold.wall_s, cold.cpu_s, feeds, warm.wall_s, warm.cpu_s, peak, start, note)


COLUMNS = ("items/s", "cpu ms/item", "304 feeds/s", "started", "cpu ms/feed", "peak MB")
HEAD = f"{'collector':<26} " + " ".join(f"{name:>11}" for name in COLUMNS)


def line(row: Row) -> str:
    rates = f"{row.cold_rate:11.0f} {row.cpu_ms:11.2f} {row.warm_rate:11.0f} {row.started_rate:11.0f}"
    return f"{row.name:<26} {rates} {1000 * row.warm_cpu / row.feeds:11.2f} {row.peak:11.0f}  {row.note}".rstrip()


def judge(ours: Row, peers: list[Row]) -> bool:
    """Print each target and what was reached. Returns whether one was missed."""
    reached = [("peak memory, MB", ours.peak, MEMORY, ours.peak <= MEMORY)]
    if peers:
        cold = ours.cold_rate / max(row.cold_rate for row in peers)
        warm = ours.warm_rate / max(row.warm_rate for row in peers)
        reached += [("items/s cold, times the best peer", cold, COLD, cold >= COLD)]
        started = ours.started_rate / max(row.started_rate for row in peers)
        reached += [("feeds/s warm, times the best peer", warm, WARM, warm >= WARM)]
        reached += [("the same, once each has started", started, WARM, started >= WARM)]
    python = [row.cpu_ms for row in peers if row.name.split(",")[0] in PYTHON_PEERS]
    if python:
        share = ours.cpu_ms / min(python)
        reached += [("CPU an item, of the best Python peer's", share, PROCESSOR, share <= PROCESSOR)]
    for name, value, bound, is_well in reached:
        print(f"{name:<40} {value:8.2f}  target {bound:g}{'' if is_well else '  MISSED'}")
    return not all(is_well for *_rest, is_well in reached)


def scale(asked: argparse.Namespace, work: Path) -> bool:
    """Ours alone at three sizes: what a feed costs must not grow. Returns whether it does."""
    import measure  # noqa: PLC0415 – stands in the peers' folder

    costs = []
    for feeds in SCALE:
        with measure.Server(PORT, feeds=feeds, items=5, hosts=asked.hosts) as server:
            given = argparse.Namespace(**{**vars(asked), "feeds": feeds})
            row = ours_of(given, work / f"scale-{feeds}", server, measure)
        costs.append((row.cpu + row.warm_cpu) / feeds)
        print(f"{feeds} feeds: {1000 * costs[-1]:.2f} ms of processor a feed, cold and warm", flush=True)
    ratio = max(costs) / min(costs)
    print(f"{'cost per feed, largest to smallest':<40} {ratio:8.2f}  target {LINEAR:g}")
    return ratio > LINEAR


if __name__ == "__main__":
    sys.exit(main())
