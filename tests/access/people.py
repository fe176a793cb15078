from tests import factories as make
from tests.access.row import get, post
from utkik import clock
from utkik.people import changes, drafts, invite, links, lists
from utkik.people.models import Act, Delivery, Organisation
from utkik.work.models import FailedWork

#           nobody stranger reader contributor scanner analyst administrator
EVERYBODY = "200 200 200 200 200 200 200"
LOGGED_IN = "in 200 200 200 200 200 200"
LOGGED_IN_ACT = "in ok ok ok ok ok ok"
MEMBERS = "in 404 200 200 200 200 200"
MEMBERS_ACT = "in 404 ok ok ok ok ok"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACT = "in 404 403 403 403 ok 403"
EITHER = "in 404 403 403 403 200 200"
EITHER_ACT = "in 404 403 403 403 ok ok"
ADMINISTRATOR = "in 404 403 403 403 403 200"
ADMINISTRATOR_ACT = "in 404 403 403 403 403 ok"
NOTHING = "in 404 403 403 403 404 404"


def areas_are_there(cast):
    make.area(organisation=cast.organisation)
    return []


def a_member(cast):
    return [make.member("scanner", organisation=cast.organisation).pk]


def a_member_next_door(cast):
    return [make.member("scanner", organisation=cast.neighbours).pk]


def an_invitation(cast):
    return [invite.invite(cast.organisation, "ny@example.org", role="reader", by=cast.administrator).pk]


def an_invitation_with_the_mark(cast):
    sent = invite.invite(
        cast.organisation, "ny@example.org", role="reader", by=cast.administrator, is_administrator=True
    )
    return [sent.pk]


def an_invitation_next_door(cast):
    return [invite.invite(cast.neighbours, "ny@example.org", role="reader", by=cast.stranger).pk]


def a_written_invitation(cast):
    if cast.member is not None:
        home = cast.member
        drafts.save(home, "invite", {"mails": "ny@example.org", "role": "reader"})
    return []


def an_open_link(cast):
    sent = invite.invite(cast.organisation, "ny@example.org", role="reader", by=cast.administrator)
    return [links.invitation_token(sent)]


def a_used_link(cast):
    sent = invite.invite(cast.organisation, "ny@example.org", role="reader", by=cast.administrator)
    invite.accept_as_new(sent, name="Ny", password=make.PASSWORD)
    return [links.invitation_token(sent)]


def a_password_link(cast):
    forgetful = make.member("reader", organisation=cast.organisation)
    return links.password_link(forgetful.user).split("/")[-2:]


def parked(cast):
    failed = FailedWork.objects.create(
        duty="x", row=1, code="x", cause="x", organisation_id=cast.organisation.pk, parked_at=clock.now()
    )
    return [failed.pk]


def parked_next_door(cast):
    failed = FailedWork.objects.create(
        duty="x", row=1, code="x", cause="x", organisation_id=cast.neighbours.pk, parked_at=clock.now()
    )
    return [failed.pk]


def a_refused_message(cast):
    return [make.delivery(organisation=cast.organisation, state=Delivery.State.FAILED).pk]


def a_change_of_a_list(cast):
    area = make.area("Klimat", organisation=cast.organisation)
    lists.change(lists.SORTS["areas"], area, {"name": "Klimat och vatten"}, by=cast.analyst)
    return [str(Act.objects.filter(verb="area.changed").latest("pk").pk)]


def a_change_of_the_look(cast):
    organisation = Organisation.objects.get(pk=cast.organisation.pk)
    act = changes.change(organisation, "organisation.look_changed", by=cast.administrator, accent="#006633")
    return [str(act.pk)]


def a_change_next_door(cast):
    area = make.area("Klimat", organisation=cast.neighbours)
    lists.change(lists.SORTS["areas"], area, {"name": "Klimat och vatten"}, by=cast.stranger)
    return [str(Act.objects.filter(verb="area.changed").latest("pk").pk)]


def with_a_logo(cast):
    make.logo(cast.organisation)
    return []


def settings_data(cast):
    return {"name": "Sandviks kommun", "matter_name": "Sandvik", "lift_min": 5, "lift_max": 10, "language": "sv"}


def an_own_absence(cast):
    member = cast.member or cast.reader
    return [make.absence(member).pk]


def a_colleagues_absence(cast):
    return [make.absence(make.member("scanner", organisation=cast.organisation)).pk]


def days_away(cast):
    return {"who": cast.scanner.pk, "first_on": "2999-01-01", "last_on": "2999-01-02"}


def a_unit(cast):
    return [make.unit("Utbildning", organisation=cast.organisation).pk]


def a_role_for_the_unit(cast):
    return {"give": "1", "member": cast.reader.pk, "role": "scanner"}


ROWS = [
    get("people:unit", ANALYST, args=a_unit),
    post("people:unit", ANALYST_ACT, args=a_unit, data=a_role_for_the_unit),
    get("people:absences", "in 404 403 403 200 200 403"),
    post("people:absences", "in 404 403 403 ok ok 403", data=days_away),
    post("people:cancel_absence", "in 404 403 403 ok ok 403", "own", args=an_own_absence),
    post("people:cancel_absence", "in 404 403 403 403 ok 403", "a colleague's", args=a_colleagues_absence),
    get("people:root", "in on on on on on on"),
    get("people:log_in", "200 on on on on on on"),
    post("people:log_in", "ok ok ok ok ok ok ok", data=lambda cast: {"email": "x@example.org", "password": "fel"}),
    post("people:log_out", "in in in in in in in"),
    post("people:set_language", "ok ok ok ok ok ok ok", data=lambda cast: {"language": "en", "next": "/help"}),
    get("people:forgotten", EVERYBODY),
    post("people:forgotten", "ok ok ok ok ok ok ok", data=lambda cast: {"email": "x@example.org"}),
    get("people:new_password", EVERYBODY, "open", args=a_password_link),
    get("people:new_password", "410 410 410 410 410 410 410", "dead", args=lambda cast: ["MQ", "x"]),
    post("people:new_password", "in in in in in in in", args=a_password_link, data=lambda c: {"password": "ny " * 9}),
    get("people:invitation", EVERYBODY, "open", args=an_open_link),
    get("people:invitation", "410 410 410 410 410 410 410", "used", args=a_used_link),
    get("people:invitation", "404 404 404 404 404 404 404", "unknown", args=lambda cast: ["x"]),
    post("people:invitation", "ok ok ok ok ok ok ok", args=an_open_link, data=lambda cast: {"name": "N"}),
    get("people:account", LOGGED_IN),
    post("people:account", LOGGED_IN_ACT, data=lambda cast: {"act": "reset"}),
    post("people:change_password", LOGGED_IN_ACT, data=lambda cast: {"old": "x", "new": "y"}),
    post("people:end_log_ins", LOGGED_IN_ACT, data=lambda cast: {"which": "others"}),
    get("people:first_visit", "on on on on on on on"),
    post("people:first_visit", "on on on on on on on"),
    get("people:first_areas", "in 404 403 403 403 200 403", "no areas"),
    get("people:first_areas", "in 404 403 403 403 on 403", "areas there", args=areas_are_there),
    post("people:first_areas", ANALYST_ACT, data=lambda cast: {"mine": ["climate"]}),
    post("people:draft", MEMBERS_ACT, data=lambda cast: {"key": "signal-1", "title": "Ett utkast"}),
    get("people:colours", MEMBERS),
    get("people:logo", "in 404 404 404 404 404 404", "none"),
    get("people:logo", MEMBERS, "there", args=with_a_logo),
    get("people:administration", EITHER),
    get("people:members", EITHER),
    get("people:members", EITHER, "an invitation waits", args=lambda cast: an_invitation(cast) and []),
    post("people:members", EITHER_ACT),
    get("people:member", EITHER, args=a_member),
    get("people:member", NOTHING, "next door", args=a_member_next_door),
    post("people:member", EITHER_ACT, args=a_member, data=lambda cast: {"name": "Ny", "role": "reader"}),
    post("people:member", NOTHING, "next door", args=a_member_next_door),
    post("people:password_link", ADMINISTRATOR_ACT, args=a_member),
    post("people:password_link", "in 404 403 403 403 403 404", "next door", args=a_member_next_door),
    get("people:confirm_removal", EITHER, args=a_member),
    get("people:confirm_removal", NOTHING, "next door", args=a_member_next_door),
    post("people:remove_member", EITHER_ACT, args=a_member),
    post("people:remove_member", NOTHING, "next door", args=a_member_next_door),
    post("people:write_invitations", EITHER_ACT, data=lambda cast: {"mails": "a@example.org", "role": "reader"}),
    get("people:review_invitations", "in 404 403 403 403 on on", "nothing written"),
    get("people:review_invitations", EITHER, "written", args=a_written_invitation),
    post("people:send_invitations", EITHER_ACT, args=a_written_invitation),
    post("people:resend_invitation", EITHER_ACT, args=an_invitation),
    post("people:resend_invitation", NOTHING, "next door", args=an_invitation_next_door),
    post("people:resend_invitation", "in 404 403 403 403 404 ok", "with the mark", args=an_invitation_with_the_mark),
    post("people:withdraw_invitation", EITHER_ACT, args=an_invitation),
    post("people:withdraw_invitation", NOTHING, "next door", args=an_invitation_next_door),
    get("people:settings", EITHER),
    post("people:settings", EITHER_ACT, data=settings_data),
    get("people:look", ADMINISTRATOR),
    post("people:look", ADMINISTRATOR_ACT, data=lambda cast: {"accent": "#006633"}),
    post("people:remove_logo", ADMINISTRATOR_ACT),
    get("people:work", ADMINISTRATOR),
    post("people:try_again", ADMINISTRATOR_ACT, args=parked),
    post("people:try_again", "in 404 403 403 403 403 404", "next door", args=parked_next_door),
    post("people:send_again", ADMINISTRATOR_ACT, args=a_refused_message),
    get("people:log", ADMINISTRATOR),
    post("people:undo", "in 404 403 403 403 ok 404", "a list", args=a_change_of_a_list),
    post("people:undo", "in 404 403 403 403 404 ok", "the look", args=a_change_of_the_look),
    post("people:undo", NOTHING, "next door", args=a_change_next_door),
    *[get("people:list", ANALYST, sort, args=lambda cast, sort=sort: [sort]) for sort in lists.SORTS],
    post("people:list", ANALYST_ACT, args=lambda cast: ["areas"]),
    post("people:list_add", ANALYST_ACT, args=lambda cast: ["kinds"], data=lambda cast: {"new-name": "ny sort"}),
    post("people:list_act", "in 404 403 403 403 404 403", args=lambda cast: ["kinds"]),
]


def fill(organisation, word):
    owner = make.member("scanner", organisation=organisation, name=f"{word} Person")
    make.area(f"{word} område", organisation=organisation, owner=owner)
    make.place(f"{word} plats", "near", organisation=organisation)
    make.unit(f"{word} förvaltning", organisation=organisation)
    make.delivery(organisation=organisation, subject=f"{word} ärende", text=f"{word} text")
