from tests import factories as make
from tests.access.people import ANALYST, ANALYST_ACT, MEMBERS
from tests.access.row import get, post
from utkik.insight import gathering, handing, hours, planning
from utkik.insight.earlier import reading, take_in
from utkik.insight.models import CalendarKey, Import, PatternPiece
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


def a_pattern(cast):
    by = make.scanner(organisation=cast.organisation)
    return gathering.begin("Något", by=by, pieces=(make.signal(author=by, state="published"),))


def its_key(cast):
    return [a_pattern(cast).pk]


def a_piece(cast):
    pattern = a_pattern(cast)
    return [pattern.pk, pattern.pieces.get().pk]


def a_piece_taken_out(cast):
    pattern, piece = a_piece(cast)
    gathering.take_out(PatternPiece.objects.get(pk=piece), by=make.scanner(organisation=cast.organisation))
    return [pattern, piece]


def a_removed_pattern(cast):
    pattern = a_pattern(cast)
    gathering.remove(pattern, by=pattern.begun_by)
    return [pattern.pk]


def a_refusal(cast):
    pattern = a_pattern(cast)
    signal = make.signal(organisation=cast.organisation, state="published")
    return [pattern.pk, gathering.refuse(pattern, signal, by=pattern.begun_by).pk]


def another_signal(cast):
    return {"signal": make.signal(organisation=cast.organisation, state="published").number}


def a_file(cast):
    lead = make.member("analyst", organisation=cast.organisation)
    sheet = reading.Sheet("gamla.xlsx", ["Rubrik", "Datum"], [(2, ["Något gammalt", "2021-03-01"])])
    batch = take_in.begin(sheet, by=lead)
    take_in.match(batch, batch.columns, {}, True, by=lead)
    return [batch.pk]


def a_file_taken_in(cast):
    key = a_file(cast)
    batch = Import.objects.get(pk=key[0])
    take_in.take_in(batch, by=batch.begun_by)
    return key


def fill(organisation, word):
    by = make.scanner(organisation=organisation)
    signal = make.signal(author=by, state="published", headline=f"{word} rubrik")
    gathering.begin(f"{word} mönster", by=by, meaning=f"{word} betyder något", pieces=(signal,))
    lead = make.member("analyst", organisation=organisation)
    rows = [(2, [f"{word} gammal", "2021-03-01"])]
    take_in.begin(reading.Sheet(f"{word}.xlsx", [f"{word} kolumn", "Datum"], rows), by=lead)


GROUP_ACT = "in 404 403 403 ok ok 403"
ROWS += [
    get("insight:patterns", GROUP),
    get("insight:new_pattern", GROUP),
    post("insight:new_pattern", GROUP_ACT, data=lambda cast: {"name": "Nytt"}),
    post("insight:gather", GROUP_ACT, data=lambda cast: {"pattern": a_pattern(cast).pk, **another_signal(cast)}),
    get("insight:pattern", GROUP, args=its_key, query="?q=norr%C3%A5sm%C3%A4rket"),
    get("insight:edit_pattern", GROUP, args=its_key),
    post("insight:edit_pattern", GROUP_ACT, args=its_key, data=lambda cast: {"name": "Annat", "version": 1}),
    post("insight:take_out", GROUP_ACT, args=a_piece),
    post("insight:lay_back", GROUP_ACT, args=a_piece_taken_out),
    post("insight:not_now", GROUP_ACT, args=its_key, data=another_signal),
    post("insight:offer_again", GROUP_ACT, args=a_refusal),
    post("insight:remove_pattern", GROUP_ACT, args=its_key),
    post("insight:bring_pattern_back", GROUP_ACT, args=a_removed_pattern),
    post("insight:to_trend", GROUP_ACT, args=its_key),
    post("insight:to_forum", GROUP_ACT, args=its_key),
    get("insight:rhythm", MEMBERS),
    get("insight:export_signals", MEMBERS),
    get("insight:imports", ANALYST),
    post("insight:imports", ANALYST_ACT, data=lambda cast: {}),
    get("insight:import_one", ANALYST, args=a_file),
    get("insight:import_one", ANALYST, "taken in", args=a_file_taken_in),
    post("insight:import_one", ANALYST_ACT, args=a_file, data=lambda cast: {}),
    post("insight:take_in", ANALYST_ACT, args=a_file),
    post("insight:undo_import", ANALYST_ACT, args=a_file_taken_in),
]
