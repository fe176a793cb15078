from tests.access.people import ANALYST, ANALYST_ACT, MEMBERS
from tests.access.row import get, post

ROWS = [
    get("insight:start", MEMBERS),
    get("insight:search", MEMBERS, "nothing asked"),
    get("insight:search", MEMBERS, query="?q=ord+norr%C3%A5sm%C3%A4rket"),
    get("insight:first_sources", ANALYST),
    post("insight:first_sources", ANALYST_ACT, data=lambda cast: {"follow": ["0"]}),
]
