"""What is drawn of the trends, without the web: a full radar, and the example's budget analysis (13 trends, 8
committees) as PDF, the whole alone and with every part. Run inside the installation's settings:

python -m bench.drawn
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

import django

django.setup()

from utkik import clock  # noqa: E402 (after setup)
from utkik.documents import pdf  # noqa: E402
from utkik.reports.analysis import compose, draw, material  # noqa: E402
from utkik.reports.compose import Issue  # noqa: E402
from utkik.reports.models import Analysis  # noqa: E402
from utkik.trends.draw.marks import Mark  # noqa: E402
from utkik.trends.draw.radar import MOST, radar  # noqa: E402

TIMES = 5
RADAR, WHOLE, PARTS = 50.0, 10_000.0, 30_000.0


def main() -> int:
    """Print a row for each; returns 1 when one is over its bound."""
    rows = [(f"radar with {MOST} marks", took(full_radar), RADAR)]
    analysis = Analysis.objects.published().select_related("organisation").order_by("year").first()
    if analysis is None:
        print("The data holds no published analysis: make it anew with --fresh.", file=sys.stderr)
        return 1
    found = material.gather(analysis)
    name = f"analysis with {len(found.chapters)} trends and {len(found.units)} committees"
    issue = Issue(1, clock.now())
    rows.append((f"{name} as PDF", took(lambda: pdf.render(compose.compose(found, issue)), 3), WHOLE))
    rows.append((f"{name}, every part, all forms", took(lambda: draw.everything(found, issue), 1), PARTS))
    for name, took_, bound in rows:
        print(f"{name:60} {took_:8.0f}          ms{'  over' if took_ > bound else ''}")
    return int(any(took_ > bound for _name, took_, bound in rows))


def full_radar() -> None:
    marks = [Mark(key, key, f"Trend {key}", key % 5, key % 4, (key + 1) % 4) for key in range(1, MOST + 1)]
    radar(marks, ["Nu", "Snart", "Längre fram", "Långt fram"], ["A", "B", "C", "D", "E"], label="Radar")


def took(act: Callable[[], object], times: int = TIMES) -> float:
    """Milliseconds, the median of so many."""
    found = []
    for _time in range(times):
        began = time.perf_counter()
        act()
        found.append(1000 * (time.perf_counter() - began))
    return median(found)


if __name__ == "__main__":
    sys.exit(main())
