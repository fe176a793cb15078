from tests.access.people import ANALYST, ANALYST_ACT, MEMBERS
from tests.access.row import get, post

ROWS = [
    get("insight:start", MEMBERS),
    get("insight:first_sources", ANALYST),
    post("insight:first_sources", ANALYST_ACT, data=lambda cast: {"follow": ["0"]}),
]
