from datetime import datetime, timedelta, timezone

import pytest
from django.conf import settings

from tests import factories as make
from utkik import clock
from utkik.people import invite, links
from utkik.people.models import Delivery, Invitation, LogIn, Membership, Role, User

pytestmark = pytest.mark.django_db
JOIN = {"name": "Ny Bevakare", "password": make.PASSWORD}


@pytest.fixture
def analyst():
    return make.member("analyst")


def invited(by, email="ny@example.org", role="scanner", **more):
    invitation = invite.invite(by.organisation, email, role=role, by=by, **more)
    return invitation, f"/invitation/{links.invitation_token(invitation)}"


def test_a_newcomer_chooses_a_password_and_is_in(client, analyst):
    _invitation, link = invited(analyst)
    page = client.get(link).content.decode()
    assert "Håll utkik med Sandvik kommun" in page and 'value="ny@example.org"' in page
    assert "som bevakare. Sköter inflöde och källor" in page, "what it means, without the roles below it"
    assert client.post(link, JOIN)["Location"] == "/o/sandvik/"
    member = Membership.objects.get(user__email="ny@example.org")
    assert (member.name, member.role, member.is_administrator) == ("Ny Bevakare", Role.SCANNER, False)
    assert "Du är nu medlem i Sandvik kommun." in client.get("/o/sandvik/").content.decode()


def test_only_the_hash_is_stored_and_every_link_has_256_bits(analyst):
    invitation, link = invited(analyst)
    token = link.rpartition("/")[2]
    assert len(token) == 43
    assert token not in str(list(Invitation.objects.values()))
    other, other_link = invited(analyst, "annan@example.org")
    assert other_link != link and other.token_hash != invitation.token_hash


def test_programs_that_open_links_use_nothing_up(client, analyst):
    """Case 54: a mail program opened the link and followed its script; the person's click came too late."""
    invitation, link = invited(analyst)
    client.head(link)
    for query in ("", "", "", "?follow=true"):
        response = client.get(link + query)
        assert response.status_code == 200 and settings.SESSION_COOKIE_NAME not in response.cookies
    assert not LogIn.objects.exists() and not User.objects.filter(email=invitation.email).exists()
    assert client.post(link, JOIN).status_code == 302
    invitation.refresh_from_db()
    assert invitation.used_at is not None


def test_a_link_works_once(client, analyst):
    _invitation, link = invited(analyst)
    client.post(link, JOIN)
    client.post("/log-out")
    for response in (client.get(link), client.post(link, JOIN)):
        assert response.status_code == 410
        assert "Länken gäller inte längre" in response.content.decode()
    assert Membership.objects.filter(user__email="ny@example.org").count() == 1


def test_of_two_clicks_at_once_one_gets_through(analyst):
    invitation, _link = invited(analyst)
    same = Invitation.objects.get(pk=invitation.pk)
    invite.accept_as_new(invitation, name="A", password=make.PASSWORD)
    with pytest.raises(invite.Over):
        invite.accept_as_new(same, name="A", password=make.PASSWORD)


def test_a_link_works_for_seven_days(client, analyst):
    _invitation, link = invited(analyst)
    with clock.at(clock.now() + timedelta(days=6, hours=23)):
        assert client.get(link).status_code == 200
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert client.get(link).status_code == 410
        assert client.post(link, JOIN).status_code == 410


def test_a_withdrawn_or_renewed_invitation_kills_the_old_link(client, analyst):
    invitation, link = invited(analyst)
    fresh = invite.again(invitation, by=analyst)
    assert client.get(link).status_code == 410
    assert client.get(f"/invitation/{links.invitation_token(fresh)}").status_code == 200
    assert invite.withdraw(fresh, by=analyst)
    assert client.get(f"/invitation/{links.invitation_token(fresh)}").status_code == 410
    assert not invite.withdraw(fresh, by=analyst)


def test_capital_letters_make_nobody_another(client, analyst):
    """Case 60: invited with capital letters, registration said the address did not match."""
    _invitation, link = invited(analyst, "Bevakare.Ett@Example.org")
    client.post(link, JOIN)
    client.post("/log-out")
    answer = client.post("/log-in", {"email": "bevakare.ett@example.org", "password": make.PASSWORD})
    assert answer["Location"] == "/o/sandvik/"
    with pytest.raises(invite.AlreadyMember):
        invited(analyst, "BEVAKARE.ETT@example.org")
    assert User.objects.filter(email__iexact="bevakare.ett@example.org").count() == 1
    assert Membership.objects.filter(user__email="bevakare.ett@example.org").count() == 1


def test_an_account_that_is_there_never_gets_a_password(client, analyst):
    neighbour = make.stranger("reader")
    _invitation, link = invited(analyst, neighbour.user.email)
    assert client.get(link).content.decode().count('type="password"') == 0
    before = User.objects.get(pk=neighbour.user.pk).password
    client.post(link, {"name": "Kapare", "password": "en-annans-losenord-har"})
    assert User.objects.get(pk=neighbour.user.pk).password == before
    assert not Membership.objects.filter(user=neighbour.user, organisation=analyst.organisation).exists()
    assert f'href="/log-in?next={link}"' in client.get(link).content.decode()


def test_it_is_accepted_while_logged_in(client, analyst):
    neighbour = make.stranger("reader", name="Norra Grannen")
    _invitation, link = invited(analyst, neighbour.user.email)
    client.force_login(neighbour.user)
    assert client.post(link)["Location"] == "/o/sandvik/"
    member = Membership.objects.get(user=neighbour.user, organisation=analyst.organisation)
    assert (member.name, member.role) == ("Norra Grannen", Role.SCANNER)


def test_somebody_else_who_is_logged_in_is_told_whose_it_is(client, analyst):
    neighbour, other = make.stranger("reader"), make.stranger("reader")
    _invitation, link = invited(analyst, neighbour.user.email)
    client.force_login(other.user)
    page = client.get(link).content.decode()
    assert neighbour.user.email in page and other.user.email in page
    assert client.post(link).status_code == 403
    assert client.post(link, {"act": "log_out"})["Location"] == link
    assert "_auth_user_id" not in client.session


def test_an_account_made_meanwhile_is_not_taken_over(analyst):
    invitation, _link = invited(analyst)
    make.user("ny@example.org")
    with pytest.raises(invite.NotYours):
        invite.accept_as_new(invitation, name="Kapare", password="en-annans-losenord-har")
    invitation.refresh_from_db()
    assert invitation.used_at is None


def test_only_an_administrator_gives_the_mark(client, analyst):
    with pytest.raises(PermissionError):
        invited(analyst, is_administrator=True)
    administrator = make.member("reader", is_administrator=True)
    invitation, link = invited(administrator, is_administrator=True)
    client.force_login(analyst.user)
    page = client.get("/o/sandvik/administration/members").content.decode()
    assert invitation.email in page and link not in page
    client.force_login(administrator.user)
    assert link in client.get("/o/sandvik/administration/members").content.decode()


def test_invitations_are_written_reviewed_and_made(client, analyst):
    client.force_login(analyst.user)
    colleague = make.member("reader")
    written = {"mails": f"A@example.org\nb@example.org, {colleague.user.email}", "role": "contributor"}
    answer = client.post("/o/sandvik/administration/invitations", written)
    assert answer["Location"] == "/o/sandvik/administration/invitations/review"
    page = client.get(answer["Location"]).content.decode()
    assert "2 personer bjuds in som tipsare" in page and "Redan medlemmar" in page
    assert not Invitation.objects.exists()
    once = {"once": "key-of-the-form"}
    client.post("/o/sandvik/administration/invitations/send", once)
    client.post("/o/sandvik/administration/invitations/send", once)
    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["a@example.org", "b@example.org"]
    assert not Delivery.objects.exists(), "without a mail server the links stand on the page"
    assert client.get("/o/sandvik/administration/members").content.decode().count("data-copy") == 2


@pytest.mark.parametrize(
    "mails", ["", "inte en adress", "a@example.org\nb@", "\n".join(f"p{n}@x.se" for n in range(60))]
)
def test_what_is_no_list_of_addresses_is_kept_and_explained(client, analyst, mails):
    client.force_login(analyst.user)
    answer = client.post("/o/sandvik/administration/invitations", {"mails": mails, "role": "reader"})
    assert answer.status_code == 422
    assert mails.split("\n")[0] in answer.content.decode()
    assert not Invitation.objects.exists()


def test_with_a_mail_server_the_link_goes_out_by_mail_in_the_readers_language(analyst, settings):
    settings.EMAIL_HOST = "mail.example"
    english = make.stranger("reader", user=make.user("english@example.org", language="en"))
    invitation, link = invited(analyst, "ny@example.org")
    invited(analyst, english.user.email)
    swedish, foreign = Delivery.objects.order_by("pk")
    assert (
        link in swedish.text and "bjuder in dig till omvärldsbevakningen i Sandvik kommun, som Bevakare" in swedish.text
    )
    assert (foreign.language, foreign.subject) == ("en", "Invitation to Utkik at Sandvik kommun")
    assert swedish.holds_key and swedish.occasion == f"invitation-{invitation.pk}"


def test_with_another_secret_no_dead_link_is_shown(client, analyst, settings):
    invitation, link = invited(analyst)
    settings.SECRET_KEY = "another secret than the one it was made with"
    client.force_login(analyst.user)
    page = client.get("/o/sandvik/administration/members").content.decode()
    assert "data-copy" not in page and f'id="resend-{invitation.pk}"' in page
    assert client.get(link).status_code == 200, "the old link is known by its hash"


def test_the_link_is_the_same_whatever_zone_the_clock_spoke_in(analyst):
    moment = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=1)))
    with clock.at(moment):
        invitation, link = invited(analyst)
    assert links.still_opens(Invitation.objects.get(pk=invitation.pk))
    assert link.endswith(links.invitation_token(Invitation.objects.get(pk=invitation.pk)))
