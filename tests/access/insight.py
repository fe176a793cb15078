from tests import factories as make
from tests.access.people import ANALYST, ANALYST_ACT, MEMBERS
from tests.access.row import get, post
from utkik.insight import handing, hours, planning
from utkik.insight.models import CalendarKey
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


GROUP_ACT = "in 404 403 403 ok ok 403"
ALL_ACT = "in 404 ok ok ok ok ok"


def a_date(cast):
    told = {"on": cast.organisation.today(), "sort": "theme", "name": "", "who": ""}
    return [planning.add(cast.organisation, told, by=cast.analyst).pk]


def some_dates(cast):
    return [str(a_date(cast)[0])]


def an_hour(cast):
    hours.begin(by=cast.analyst)
    return []


def a_calendar(cast):
    return [CalendarKey.objects.create(organisation=cast.organisation, member=cast.reader).key]


def a_dates_fields(cast):
    return {"on": "2027-01-15", "sort": "theme", "version": 1}


PLAN_ROWS = [
    get("insight:plan", MEMBERS, "empty"),
    get("insight:plan", MEMBERS, "with a date", args=lambda cast: a_date(cast)[:0]),
    post("insight:make_plan", GROUP_ACT, args=lambda cast: ["month"]),
    post("insight:unmake_plan", GROUP_ACT, args=some_dates),
    get("insight:new_plan_date", GROUP),
    post("insight:new_plan_date", GROUP_ACT, data=a_dates_fields),
    get("insight:plan_date", GROUP, args=a_date),
    post("insight:plan_date", GROUP_ACT, args=a_date, data=a_dates_fields),
    post("insight:plan_done", GROUP_ACT, args=a_date),
    post("insight:remove_plan_date", GROUP_ACT, args=a_date),
    post("insight:restore_plan_date", GROUP_ACT, args=a_date),
    get("insight:subscription", MEMBERS),
    post("insight:subscription", ALL_ACT),
    get("insight:calendar", "200 200 200 200 200 200 200", args=a_calendar),
    get("insight:hour", GROUP, "none"),
    get("insight:hour", GROUP, "begun", args=an_hour),
    post("insight:hour", GROUP_ACT),
    post("insight:hour_step", GROUP_ACT, args=an_hour, data=lambda cast: {"step": 2}),
    get("insight:practice", GROUP),
    post("insight:practise", GROUP_ACT, args=lambda cast: [1], data=lambda cast: {"act": "keep"}),
    post("insight:end_practice", GROUP_ACT),
]

ROWS = [
    *PLAN_ROWS,
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
