import pytest

from tests import factories as make
from utkik.people import leave
from utkik.people.models import Act, Delivery, Draft, Invitation, LogIn, Membership, Role, User

pytestmark = pytest.mark.django_db
MEMBERS = "/o/sandvik/administration/members"


@pytest.fixture
def analyst(client):
    found = make.member("analyst", name="Astrid", is_administrator=True)
    client.force_login(found.user)
    return found


def role_of(member):
    return Membership.objects.get(pk=member.pk).role


def test_roles_are_changed_together_and_taken_back(client, analyst):
    one, two = make.member("reader"), make.member("reader")
    client.post(MEMBERS, {f"role-{one.pk}": "scanner", f"role-{two.pk}": "contributor"})
    assert (role_of(one), role_of(two)) == (Role.SCANNER, Role.CONTRIBUTOR)
    page = client.get(MEMBERS).content.decode()
    assert "2 roller är ändrade." in page
    client.post(page.split('class="undo"')[1].split('action="')[1].split('"')[0])
    assert (role_of(one), role_of(two)) == (Role.READER, Role.READER)


def test_the_last_analyst_and_the_last_administrator_stay(client, analyst):
    answer = client.post(MEMBERS, {f"role-{analyst.pk}": "reader"})
    assert answer.status_code == 422 and "Det måste finnas en ansvarig" in answer.content.decode()
    with pytest.raises(leave.LastOne):
        leave.set_mark(analyst, False, by=analyst)
    with pytest.raises(leave.LastOne):
        leave.remove(analyst, by=analyst)
    assert role_of(analyst) == Role.ANALYST


def test_the_last_analyst_hands_over_in_one_saving(client, analyst):
    heir = make.member("reader")
    client.post(MEMBERS, {f"role-{analyst.pk}": "scanner", f"role-{heir.pk}": "analyst"})
    assert (role_of(analyst), role_of(heir)) == (Role.SCANNER, Role.ANALYST)


def test_nobody_gives_themselves_the_mark(client):
    analyst, other = make.member("analyst"), make.member("reader", is_administrator=True)
    client.force_login(analyst.user)
    page = f"{MEMBERS}/{analyst.pk}"
    client.post(page, {"name": "A", "role": "analyst", "is_administrator": "on"})
    assert not Membership.objects.get(pk=analyst.pk).is_administrator
    with pytest.raises(PermissionError):
        leave.set_mark(other, False, by=analyst)


def test_made_up_roles_and_neighbours_change_nothing(client, analyst):
    member, neighbour = make.member("reader"), make.stranger("reader")
    client.post(MEMBERS, {f"role-{member.pk}": "king", f"role-{neighbour.pk}": "analyst"})
    assert role_of(member) == role_of(neighbour) == Role.READER


def test_the_heading_counts_members_and_areas_without_anybody(client, analyst):
    make.area("Klimat", owner=analyst)
    assert "En medlem, varje område har en bevakare" in client.get(MEMBERS).content.decode()
    make.area("Vatten")
    make.member("reader")
    assert "2 medlemmar, ett av 2 områden saknar bevakare" in client.get(MEMBERS).content.decode()


def test_a_member_is_shown_and_changed(client, analyst):
    member, unit = make.member("scanner", name="Bo Ek"), make.unit("Teknik")
    told = {"name": "Bo Eklund", "unit": unit.pk, "role": "contributor", "is_administrator": "on"}
    client.post(f"{MEMBERS}/{member.pk}", told)
    member.refresh_from_db()
    assert (member.name, member.unit, member.role, member.is_administrator) == ("Bo Eklund", unit, "contributor", True)
    assert "Bo" not in str(list(Act.objects.values("details", "changed"))), "no personal value in the log"
    theirs = make.unit("Grannens", organisation=make.organisation("norras"))
    assert client.post(f"{MEMBERS}/{member.pk}", told | {"unit": theirs.pk}).status_code == 422


def test_leaving_is_confirmed_with_its_effect(client, analyst):
    member = make.member("scanner", name="Bo Ek")
    make.area("Klimat", owner=member)
    page = client.get(f"{MEMBERS}/{member.pk}/leaving").content.decode()
    assert "Bo Ek tas bort, och ett område blir utan bevakare" in page and "Klimat" in page
    assert Membership.objects.get(pk=member.pk).left_at is None


def test_whoever_leaves_is_out_at_once_and_nobody(client, analyst):
    member = make.member("scanner", name="Bo Ek")
    email, area = member.user.email, make.area("Klimat", owner=member, deputy=member)
    Draft.objects.create(organisation=member.organisation, member=member, key="signal-1", fields={"x": "Bo Ek"})
    make.delivery(recipient=member, address=email, text="Hej Bo Ek")
    browser = client.__class__()
    browser.force_login(member.user)
    assert client.post(f"{MEMBERS}/{member.pk}/remove")["Location"] == MEMBERS
    assert browser.get("/o/sandvik/").status_code in (302, 404)
    member.refresh_from_db(), area.refresh_from_db()
    assert (member.name, member.user, member.unit) == ("Tidigare medlem 1", None, None)
    assert (area.owner, area.deputy) == (None, None)
    assert not User.objects.filter(email=email).exists() and not Draft.objects.exists()
    everything = str([list(m.objects.values()) for m in (Membership, Delivery, Invitation, Act, LogIn)])
    assert "Bo Ek" not in everything and email not in everything


def test_an_account_that_opens_another_organisation_stays(client, analyst):
    member = make.member("scanner")
    make.stranger("reader", user=member.user)
    client.post(f"{MEMBERS}/{member.pk}/remove")
    assert User.objects.filter(pk=member.user.pk).exists()
    assert LogIn.objects.filter(user=member.user).count() == 0


def test_a_leaver_can_be_invited_anew(client, analyst):
    member = make.member("scanner")
    email = member.user.email
    client.post(f"{MEMBERS}/{member.pk}/remove")
    client.post("/o/sandvik/administration/invitations", {"mails": email, "role": "reader"})
    client.post("/o/sandvik/administration/invitations/send", {})
    assert Invitation.objects.get(email=email)


@pytest.mark.parametrize("size", [1, 3])
def test_more_members_cost_no_more_queries(client, analyst, size, django_assert_max_num_queries):
    for _ in range(size):
        make.member("scanner", unit=make.unit(f"Enhet {_}"))
    with django_assert_max_num_queries(29):
        client.get(MEMBERS)


def test_undoing_leaves_an_analyst_and_an_administrator(client, analyst):
    """The heir was made analyst, the giver stepped down: taking the first back would leave nobody."""
    heir = make.member("reader")
    promoted = leave.set_role(heir, "analyst", by=analyst)
    leave.set_role(analyst, "scanner", by=analyst)
    client.post(f"/o/sandvik/administration/undo/{promoted.pk}")
    assert role_of(heir) == Role.ANALYST
    assert "Det måste finnas en ansvarig" in client.get(MEMBERS).content.decode()

    marked = leave.set_mark(heir, True, by=analyst)
    leave.set_mark(analyst, False, by=analyst)
    client.force_login(heir.user)
    client.post(f"/o/sandvik/administration/undo/{marked.pk}")
    assert Membership.objects.get(pk=heir.pk).is_administrator
