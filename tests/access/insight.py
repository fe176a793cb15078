from tests.access.people import MEMBERS
from tests.access.row import get

ROWS = [
    get("insight:start", MEMBERS),
]
