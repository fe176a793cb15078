"""Places the cover's marks: each signal on its day and its level's ring, no two on each other.

The builder places them once, so that the web and the paper show the same chart.
"""

import math
import random
from typing import Any

Mark = dict[str, Any]
Point = tuple[float, float, float]

# The rings' edges lie at .34, .66 and 1 of the radius; marks keep off the edges.
BANDS = {"own": (0.0, 0.29), "near": (0.40, 0.60), "wider": (0.72, 0.94)}
# The ring names stand on the north line, at these radii.
NAMES = (0.292, 0.612, 0.952)
NUMBERED, PLAIN = 0.062, 0.03
TRIES, STRICT, CLEAR = 300, 180, 0.012
# Many signals of one day do not fit on its line: the later a try, the further it may lean from the day.
LEAN, MOST_LEAN = 0.003, 0.09


def day(number: int, days: int) -> float:
    """Where a day of the month lies: the middle of its step, as a part of the turn."""
    return round((number - 0.5) / days, 4)


def labels(days: int) -> list[dict[str, Any]]:
    """The days that are written round the edge: the first, every fifth, the last where there is room."""
    shown = [1, *range(5, days - 2, 5), days]
    return [{"at": day(number, days), "t": str(number)} for number in shown]


def place(marks: list[Mark], seed: int = 3) -> list[Mark]:
    """Give every mark a radius.

    In: `{"at": 0–1 of the turn, "level": own|near|wider, "no"?, "lifted"?}`. Out: new marks in the same order
    with `at` and `r` (part of the radius). Seeded, so an edition looks the same each time it is drawn. The
    numbered ones are placed first; when a ring is full the least bad place is taken.
    """
    chance = random.Random(seed)
    taken: list[Point] = []
    placed = {}
    order = sorted(range(len(marks)), key=lambda i: (marks[i].get("no") is None, not marks[i].get("lifted", False)))
    for index in order:
        radius, at, point = _best(marks[index], taken, chance)
        taken.append(point)
        placed[index] = marks[index] | {"at": round(at % 1, 4), "r": round(radius, 4)}
    return [placed[index] for index in range(len(marks))]


def _best(mark: Mark, taken: list[Point], chance: random.Random) -> tuple[float, float, Point]:
    low, high = BANDS[mark["level"]]
    size = NUMBERED if mark.get("no") else PLAIN
    best: tuple[float, float, float, Point] | None = None
    for turn in range(TRIES):
        lean = LEAN + (MOST_LEAN - LEAN) * max(0, turn - STRICT) / (TRIES - STRICT)
        radius = chance.uniform(low + 0.03, high)
        at = mark["at"] + chance.uniform(-lean, lean)
        x, y = radius * math.sin(2 * math.pi * at), -radius * math.cos(2 * math.pi * at)
        if abs(x) < 0.13 + size and any(abs(y + name) < 0.036 + size for name in NAMES):
            continue
        room = min((math.hypot(x - tx, y - ty) - size - ts for tx, ty, ts in taken), default=9.0)
        if best is None or room > best[0]:
            best = (room, radius, at, (x, y, size))
        if room > CLEAR:
            break
    if best is None:  # every try fell on a ring's name
        return (low + high) / 2, mark["at"], (0.0, 0.0, size)
    return best[1], best[2], best[3]
