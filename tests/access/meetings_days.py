"""Who sees and does what with theme days, examples and visits."""

from tests import factories as make
from tests.access.row import get, post
from utkik.meetings import bank, inviting, plan, rows, visiting
from utkik.meetings.models import DayResult, ExampleStep

#         nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
GROUP = "in 404 403 403 200 200 403"
GROUP_ACTS = "in 404 403 403 ok ok 403"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"
GROUP_FINDS = "in 404 403 403 404 404 403"
EVERYBODY = "200 200 200 200 200 200 200"
EVERYBODY_ACTS = "ok ok ok ok ok ok ok"
NOBODY = "404 404 404 404 404 404 404"
A_KEY = "x" * 32


def none(cast):
    return []


def one_of_each(cast):
    make.full_day(cast.organisation, by=cast.scanner, word="Vatten")
    make.coming_day(cast.organisation, by=cast.scanner)
    return []


def a_day(cast):
    return [make.full_day(cast.organisation, by=cast.scanner, word="Vatten").pk]


def a_coming_day(cast):
    return [make.coming_day(cast.organisation, by=cast.scanner).pk]


def a_removed_day(cast):
    day = make.theme_day(cast.organisation, by=cast.scanner)
    plan.remove(day, by=cast.scanner)
    return [day.pk]


def an_act(act, state=a_day):
    return lambda cast: [*state(cast), act]


def a_sort(sort):
    return lambda cast: [*a_coming_day(cast), sort]


def a_result(cast):
    day = make.full_day(cast.organisation, by=cast.scanner, word="Vatten")
    return [day.pk, "results", day.results.get().pk]


def a_removed_result(cast):
    day, sort, row = a_result(cast)
    rows.lay_away(DayResult.objects.get(pk=row), "result.removed", by=cast.scanner)
    return [day, sort, row]


def a_file(cast):
    day = make.full_day(cast.organisation, by=cast.scanner, word="Vatten")
    return [day.pk, day.material_row.pk]


def a_listed_guest(cast):
    day = make.coming_day(cast.organisation, by=cast.scanner)
    return [day.pk, make.day_guest(day, by=cast.analyst).pk]


def a_member_invited(cast):
    day = make.coming_day(cast.organisation, by=cast.scanner)
    if cast.member and cast.member.organisation_id == cast.organisation.pk:
        inviting.add_members(day, [cast.member], by=cast.scanner)
        inviting.send(day, by=cast.analyst)
    return [day.pk]


def a_waiting_list(cast):
    day = make.coming_day(cast.organisation, by=cast.scanner)
    inviting.add_members(day, [cast.reader], by=cast.scanner)
    return [day.pk]


def a_guests_word(cast):
    return [make.day_guest(make.coming_day(cast.organisation, by=cast.scanner), by=cast.analyst).token]


def a_guests_file(cast):
    day = make.coming_day(cast.organisation, by=cast.scanner)
    row = make.day_file(day, by=cast.scanner)
    return [make.day_guest(day, by=cast.analyst).token, row.pk]


def a_calendar(cast):
    return [make.coming_day(cast.organisation, by=cast.scanner).calendar_key]


def a_visits_calendar(cast):
    return [make.visit(cast.organisation, by=cast.scanner).calendar_key]


def a_room(cast):
    day = make.full_day(cast.organisation, by=cast.scanner, word="Vatten")
    return [make.open_tables(day, by=cast.scanner).room_key]


def a_dead_word(cast):
    return [A_KEY]


def an_example(cast):
    return [make.example(cast.organisation, by=cast.scanner).pk]


def some_examples(cast):
    make.example(cast.organisation, by=cast.scanner)
    return []


def a_removed_example(cast):
    found = make.example(cast.organisation, by=cast.scanner)
    rows.lay_away(found, "example.removed", by=cast.scanner)
    return [found.pk]


def a_step(cast):
    found = make.example(cast.organisation, by=cast.scanner)
    step = bank.take_step(found, {"sort": "contacted", "on": cast.organisation.today()}, by=cast.scanner)
    return [found.pk, step.pk]


def a_removed_step(cast):
    example, step = a_step(cast)
    rows.lay_away(ExampleStep.objects.get(pk=step), "example.step_removed", by=cast.scanner)
    return [example, step]


def a_published_signal(cast):
    return [make.told_signal(41, cast.organisation, author=cast.scanner).number]


def a_visit(cast):
    return [make.visit(cast.organisation, by=cast.scanner).pk]


def some_visits(cast):
    a_visit(cast)
    return []


def a_removed_visit(cast):
    found = make.visit(cast.organisation, by=cast.scanner)
    rows.lay_away(found, "visit.removed", by=cast.scanner)
    return [found.pk]


def a_cancelled_visit(cast):
    found = make.visit(cast.organisation, by=cast.scanner)
    visiting.cancel(found, by=cast.scanner)
    return [found.pk]


def the_day(cast):
    return {"theme": "Vatten", "on": "2027-05-20"}


def the_first_version(cast):
    return {"theme": "Vatten", "on": "2027-05-20", "version": 1}


def a_yes(cast):
    return {"answer": "yes"}


def everybody(cast):
    return {"whom": "all"}


def a_name(cast):
    return {"name": "Ebba Gäst"}


ROWS = [
    get("meetings:theme_days", MEMBERS, "none", args=none),
    get("meetings:theme_days", MEMBERS, "some", args=one_of_each),
    get("meetings:new_theme_day", GROUP),
    post("meetings:new_theme_day", GROUP_ACTS, data=the_day),
    get("meetings:theme_day", MEMBERS, "held", args=a_day),
    get("meetings:theme_day", MEMBERS, "coming", args=a_coming_day),
    get("meetings:theme_day", "in 404 404 404 404 404 404", "removed", args=a_removed_day),
    get("meetings:edit_theme_day", GROUP, args=a_day),
    post("meetings:edit_theme_day", GROUP_ACTS, args=a_coming_day, data=the_first_version),
    get("meetings:look_back", GROUP, args=a_day),
    post("meetings:look_back", GROUP_ACTS, args=a_day, data=lambda cast: {"came": 3, "version": 2}),
    post("meetings:answer_theme_day", "in 404 ok ok ok ok ok", "invited", args=a_member_invited, data=a_yes),
    post("meetings:answer_theme_day", "in 404 404 404 404 404 404", "not invited", args=a_coming_day, data=a_yes),
    get("meetings:theme_day_calendar", MEMBERS, args=a_day),
    get("meetings:invitations", GROUP, args=a_waiting_list),
    post("meetings:list_members", GROUP_ACTS, args=a_coming_day, data=everybody),
    get("meetings:list_guest", GROUP, args=a_coming_day),
    post("meetings:list_guest", GROUP_ACTS, args=a_coming_day, data=a_name),
    get("meetings:send_invitations", ANALYST, args=a_waiting_list),
    post("meetings:send_invitations", ANALYST_ACTS, args=a_waiting_list),
    post("meetings:unlist", GROUP_ACTS, args=a_listed_guest),
    post("meetings:list_again", GROUP_FINDS, "listed", args=a_listed_guest),
    get("meetings:material_file", MEMBERS, args=a_file),
    *(get("meetings:add_row", GROUP, sort, args=a_sort(sort)) for sort in ("programme", "questions", "material")),
    *(get("meetings:add_row", GROUP, sort, args=a_sort(sort)) for sort in ("impressions", "results")),
    post("meetings:add_row", GROUP_ACTS, args=a_sort("impressions"), data=lambda cast: {"text": "Det stannade"}),
    get("meetings:change_row", GROUP, args=a_result),
    post("meetings:change_row", GROUP_ACTS, args=a_result, data=lambda cast: {"sort": "knowledge", "text": "Ny"}),
    post("meetings:remove_row", GROUP_ACTS, args=a_result),
    post("meetings:bring_row_back", GROUP_ACTS, args=a_removed_result),
    post("meetings:act_on_day", GROUP_ACTS, "cancel", args=an_act("cancel", a_coming_day)),
    post("meetings:act_on_day", GROUP_ACTS, "room", args=an_act("open-room")),
    post("meetings:act_on_day", GROUP_ACTS, "settle", args=an_act("settle")),
    post("meetings:act_on_day", GROUP_ACTS, "remove", args=an_act("remove")),
    post("meetings:act_on_day", GROUP_ACTS, "bring back", args=an_act("bring-back", a_removed_day)),
    get("meetings:calendar", EVERYBODY, "theme day", args=a_calendar),
    get("meetings:calendar", EVERYBODY, "visit", args=a_visits_calendar),
    get("meetings:calendar", NOBODY, "dead", args=a_dead_word),
    get("meetings:guest_day", EVERYBODY, "guest", args=a_guests_word),
    get("meetings:guest_day", NOBODY, "dead", args=a_dead_word),
    post("meetings:guest_answer", EVERYBODY_ACTS, "guest", args=a_guests_word, data=a_yes),
    post("meetings:guest_answer", NOBODY, "dead", args=a_dead_word, data=a_yes),
    get("meetings:guest_file", EVERYBODY, "guest", args=a_guests_file),
    get("meetings:tables", EVERYBODY, "open", args=a_room),
    get("meetings:tables", NOBODY, "dead", args=a_dead_word),
    post("meetings:tables", EVERYBODY_ACTS, "open", args=a_room, data=lambda cast: {"table": 3, "impression": "Ett"}),
    get("meetings:examples", MEMBERS, "none", args=none),
    get("meetings:examples", MEMBERS, "some", args=some_examples),
    get("meetings:new_example", GROUP),
    post("meetings:new_example", GROUP_ACTS, data=lambda cast: {"title": "Ett", "who": "De", "how": "Så"}),
    post("meetings:example_from_signal", GROUP_ACTS, args=a_published_signal),
    get("meetings:example", MEMBERS, args=an_example),
    get("meetings:edit_example", GROUP, args=an_example),
    post("meetings:edit_example", GROUP_ACTS, args=an_example, data=lambda cast: {"title": "Ett", "version": 1}),
    post("meetings:remove_example", GROUP_ACTS, args=an_example),
    post("meetings:bring_example_back", GROUP_ACTS, args=a_removed_example),
    get("meetings:add_step", GROUP, args=an_example),
    post("meetings:add_step", GROUP_ACTS, args=an_example, data=lambda cast: {"sort": "invited", "on": "2026-11-01"}),
    get("meetings:change_step", GROUP, args=a_step),
    post("meetings:change_step", GROUP_ACTS, args=a_step, data=lambda cast: {"sort": "invited", "on": "2026-11-01"}),
    post("meetings:remove_step", GROUP_ACTS, args=a_step),
    post("meetings:bring_step_back", GROUP_ACTS, args=a_removed_step),
    get("meetings:contact", GROUP, args=an_example),
    post("meetings:contact", GROUP_ACTS, args=an_example, data=a_name),
    post("meetings:delete_contact", GROUP_ACTS, args=an_example),
    get("meetings:visits", MEMBERS, "none", args=none),
    get("meetings:visits", MEMBERS, "some", args=some_visits),
    get("meetings:new_visit", GROUP),
    post("meetings:new_visit", GROUP_ACTS, data=lambda cast: {"title": "Ett", "sort": "to_us", "on": "2026-11-01"}),
    get("meetings:visit", MEMBERS, args=a_visit),
    get("meetings:edit_visit", GROUP, args=a_visit),
    post("meetings:edit_visit", GROUP_ACTS, args=a_visit, data=lambda cast: {"title": "Ett", "version": 1}),
    get("meetings:visit_calendar", MEMBERS, args=a_visit),
    post("meetings:act_on_visit", GROUP_ACTS, "cancel", args=an_act("cancel", a_visit)),
    post("meetings:act_on_visit", GROUP_ACTS, "uphold", args=an_act("uphold", a_cancelled_visit)),
    post("meetings:act_on_visit", GROUP_ACTS, "remove", args=an_act("remove", a_visit)),
    post("meetings:act_on_visit", GROUP_ACTS, "bring back", args=an_act("bring-back", a_removed_visit)),
]


def fill(organisation, word):
    """One of everything here, with the word in every text."""
    by = make.member("analyst", organisation=organisation, name=f"{word} ansvarig")
    day = make.full_day(organisation, by=by, word=word)
    make.open_tables(day, by=by)
    make.table_answer(day.question)
    coming = make.coming_day(organisation, by=by, theme=f"{word} kommande")
    make.day_guest(coming, by=by, name=f"{word} gäst")
    example = make.example(organisation, by=by, title=f"{word} exempel", who=f"{word} vem", how=f"{word} hur")
    bank.take_step(example, {"sort": "contacted", "on": organisation.today(), "line": f"{word} rad"}, by=by)
    make.visit(organisation, by=by, title=f"{word} besök", example=example, impressions=f"{word} intryck")
