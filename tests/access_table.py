"""The whole table. Each step has its own file in tests/access/: ROWS, and `fill(organisation, word)`, which makes
one of everything of the step with the word in every text that a person wrote.
"""

from importlib import import_module
from importlib.util import find_spec

STEPS = (
    "web",
    "people",
    "collect",
    "stream",
    "signals",
    "rounds",
    "trends",
    "trends_seeing",
    "reports",
    "answers",
    "spreading",
    "analyses",
    "meetings",
    "insight",
)
PARTS = [import_module(f"tests.access.{step}") for step in STEPS if find_spec(f"tests.access.{step}")]
TABLE = [row for part in PARTS for row in part.ROWS]
FILLS = [part.fill for part in PARTS if hasattr(part, "fill")]
