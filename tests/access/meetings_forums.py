"""Who sees and does what with forums and questions; what a guest gets stands in tests/meetings/test_guests.py."""

from tests import factories as make
from tests.access.row import get, post
from utkik.meetings import convening, questions, seats, summing
from utkik.meetings.models import Forum

#         nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
MEMBER_ACTS = "in 404 ok ok ok ok ok"
GROUP = "in 404 403 403 200 200 403"
GROUP_ACTS = "in 404 403 403 ok ok 403"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"
EVERYBODY = "200 200 200 200 200 200 200"
EVERYBODY_ACTS = "ok ok ok ok ok ok ok"
LED_ON = "on on on on on on on"
NOBODY = "404 404 404 404 404 404 404"


def none(cast):
    return []


def full(cast):
    return make.full_forum(cast.organisation, by=cast.analyst, word="Kontakt")


def a_forum(cast):
    return [full(cast).pk]


def some_forums(cast):
    full(cast)
    convening.end(make.forum(cast.organisation, by=cast.scanner), by=cast.scanner)
    return []


def an_ended_forum(cast):
    made = full(cast)
    summing.publish(made, by=cast.analyst)
    convening.end(made, by=cast.analyst)
    return [made.pk]


def a_removed_forum(cast):
    made = full(cast)
    convening.remove(made, by=cast.analyst)
    return [made.pk]


def an_open_room(cast):
    made = full(cast)
    make.phone(made, by=cast.scanner)
    return [made.pk]


def an_act(act, state=a_forum):
    return lambda cast: [*state(cast), act]


def a_comment(cast):
    made = full(cast)
    return [made.pk, made.comment.pk]


def a_listed_guest(cast):
    made = full(cast)
    return [made.pk, made.seat.pk]


def a_dropped_guest(cast):
    made = full(cast)
    seats.drop(made.seat, by=cast.scanner)
    return [made.pk, made.seat.pk]


def a_forum_with_phones(cast):
    made = full(cast)
    for name in ("Kim", "Ida"):
        make.phone(made, by=cast.scanner, name=name)
    return [made.pk]


def dropped_phones(cast):
    (pk,) = a_forum_with_phones(cast)
    return [pk, seats.drop_by_code(Forum.objects.get(pk=pk), by=cast.scanner).pk]


def a_waiting_forum(cast):
    made = make.forum(cast.organisation, by=cast.scanner, invites_group=True)
    return [made.pk]


def a_question(cast):
    return [make.question(cast.organisation, by=cast.scanner).pk]


def a_removed_question(cast):
    asked = make.question(cast.organisation, by=cast.scanner)
    questions.remove(asked, by=cast.scanner)
    return [asked.pk]


def a_guests_word(cast):
    return [full(cast).seat.token]


def words(**fields):
    return lambda cast: fields


ROWS = [
    get("meetings:forums", MEMBERS, "none", args=none),
    get("meetings:forums", MEMBERS, "some", args=some_forums),
    get("meetings:new_forum", GROUP),
    post("meetings:new_forum", GROUP_ACTS, data=words(name="Kontakt")),
    get("meetings:new_question", GROUP),
    post("meetings:new_question", GROUP_ACTS, data=words(text="Hur blir det?")),
    get("meetings:edit_question", GROUP, args=a_question),
    post("meetings:edit_question", GROUP_ACTS, args=a_question, data=words(text="Hur då?", version=1)),
    post("meetings:act_on_question", GROUP_ACTS, "remove", args=an_act("remove", a_question)),
    post("meetings:act_on_question", GROUP_ACTS, "back", args=an_act("bring-back", a_removed_question)),
    get("meetings:forum", MEMBERS, "open", args=a_forum),
    get("meetings:forum", MEMBERS, "ended", args=an_ended_forum),
    get("meetings:forum", "in 404 404 404 404 404 404", "removed", args=a_removed_forum),
    get("meetings:edit_forum", GROUP, args=a_forum),
    post("meetings:edit_forum", GROUP_ACTS, args=a_waiting_forum, data=words(name="Ett", version=1)),
    get("meetings:write_summary", GROUP, args=a_forum),
    post("meetings:write_summary", GROUP_ACTS, args=a_waiting_forum, data=words(summary="Vi tar med", version=1)),
    get("meetings:end_forum", GROUP, args=a_forum),
    post("meetings:end_forum", GROUP_ACTS, args=a_forum),
    post("meetings:say_in_forum", MEMBER_ACTS, args=a_forum, data=words(text="Vi frågar dem.")),
    post("meetings:say_in_forum", MEMBER_ACTS, "ended", args=an_ended_forum, data=words(text="För sent.")),
    get("meetings:room", GROUP, "closed", args=a_forum),
    get("meetings:room", GROUP, "open", args=an_open_room),
    get("meetings:room_said", GROUP, args=a_forum),
    post("meetings:signal_from_forum", GROUP_ACTS, args=a_comment),
    get("meetings:propose_from_forum", GROUP, args=a_forum),
    get("meetings:propose_from_forum", GROUP, "new", args=a_forum, query="?trend=new"),
    post("meetings:propose_from_forum", GROUP_ACTS, args=a_forum, query="?trend=new", data=words(name="Ny trend")),
    get("meetings:forum_people", GROUP, args=an_open_room),
    get("meetings:add_forum_guest", GROUP, args=a_forum),
    post("meetings:add_forum_guest", GROUP_ACTS, args=a_forum, data=words(name="Ebba Gäst")),
    get("meetings:invite_to_forum", ANALYST, args=a_waiting_forum),
    post("meetings:invite_to_forum", ANALYST_ACTS, args=a_waiting_forum),
    post("meetings:drop_forum_guest", GROUP_ACTS, args=a_listed_guest),
    post("meetings:drop_by_code", GROUP_ACTS, args=a_forum_with_phones),
    post("meetings:restore_by_code", GROUP_ACTS, args=dropped_phones),
    post("meetings:restore_forum_guest", GROUP_ACTS, args=a_dropped_guest),
    *(
        post("meetings:act_on_forum", GROUP_ACTS, act, args=an_act(act))
        for act in ("open-room", "close-room", "publish", "withdraw", "remove")
    ),
    post("meetings:act_on_forum", GROUP_ACTS, "bring back", args=an_act("bring-back", a_removed_forum)),
    get("meetings:code", EVERYBODY),
    post("meetings:code", EVERYBODY_ACTS, data=words(code="FJORD 1234", name="Kim")),
    get("meetings:come_in", LED_ON, "guest", args=a_guests_word),
    get("meetings:come_in", NOBODY, "dead", args=lambda cast: ["x" * 32]),
    get("meetings:guest_forum", LED_ON),
    post("meetings:guest_say", NOBODY, data=words(text="Ingen är här.")),
    get("meetings:guest_said", "204 204 204 204 204 204 204"),
    post("meetings:guest_leave", EVERYBODY_ACTS),
]


def fill(organisation, word):
    """One of everything here, with the word in every text."""
    by = make.member("analyst", organisation=organisation, name=f"{word} forumvärd")
    made = make.full_forum(organisation, by=by, word=word)
    summing.publish(made, by=by)
    make.phone(made, by=by, name=f"{word} telefon")
