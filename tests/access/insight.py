from tests import factories as make
from tests.access.people import ANALYST, ANALYST_ACT, MEMBERS
from tests.access.row import get, post
from utkik.insight import handing
from utkik.people import leave

GROUP = "in 404 403 403 200 200 403"


def to_oneself(cast):
    return {"to": (cast.member or cast.scanner).pk}


def an_owned_area(cast):
    return [make.area(organisation=cast.organisation, owner=make.scanner(organisation=cast.organisation)).pk]


def an_area_of_nobody(cast):
    return [make.area(organisation=cast.organisation).pk]


def a_hand_over(cast):
    by = cast.member if cast.member in (cast.scanner, cast.analyst) else cast.analyst
    area = make.area(organisation=cast.organisation, owner=by)
    return [handing.hand_over(area, make.scanner(organisation=cast.organisation), by=by).pk]


def a_draft_left_behind(cast):
    author = make.scanner(organisation=cast.organisation)
    draft = make.signal(organisation=cast.organisation, author=author)
    leave.remove(author, by=cast.administrator)
    return [draft.number]


ROWS = [
    get("insight:handing", GROUP),
    post(
        "insight:hand_over",
        "in 404 403 403 403 ok 403",
        "owned",
        args=an_owned_area,
        data=lambda c: {"to": c.analyst.pk},
    ),
    post("insight:hand_over", "in 404 403 403 ok ok 403", "nobody's", args=an_area_of_nobody, data=to_oneself),
    post("insight:take_back", "in 404 403 403 ok ok 403", args=a_hand_over),
    post("insight:take_over", "in 404 403 403 ok ok 403", args=a_draft_left_behind),
    get("insight:start", MEMBERS),
    get("insight:search", MEMBERS, "nothing asked"),
    get("insight:search", MEMBERS, query="?q=ord+norr%C3%A5sm%C3%A4rket"),
    get("insight:first_sources", ANALYST),
    post("insight:first_sources", ANALYST_ACT, data=lambda cast: {"follow": ["0"]}),
]
