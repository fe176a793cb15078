from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from tests import factories as make
from utkik import clock
from utkik.people.models import LogIn, Membership, User

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def log_in(client, email, password=make.PASSWORD, *, address="192.0.2.1", **more):
    return client.post("/log-in", {"email": email, "password": password, **more}, REMOTE_ADDR=address)


def test_the_root_leads_a_fresh_installation_to_the_first_visit(client):
    assert client.get("/")["Location"] == "/first-visit"


def test_the_root_leads_a_stranger_to_the_log_in_and_a_member_home(client):
    member = make.member("reader")
    assert client.get("/")["Location"] == "/log-in"
    client.force_login(member.user)
    assert client.get("/")["Location"] == "/o/sandvik/"


def test_a_member_of_two_chooses(client):
    member = make.member("reader")
    make.stranger(user=member.user)
    client.force_login(member.user)
    page = client.get("/")
    assert page.status_code == 200
    assert [m.organisation.slug for m in page.context["memberships"]] == ["norras", "sandvik"]


def test_a_user_without_any_membership_is_told_so(client):
    make.organisation()
    client.force_login(make.user())
    assert "Du är inte medlem någonstans" in client.get("/").content.decode()


def test_mail_and_password_in_one_form_with_one_submit(client):
    member = make.member("scanner")
    page = client.get("/log-in").content.decode()
    assert page.count('type="password"') == 1
    form = page[page.index('id="log-in-form"') : page.index("</form>", page.index('id="log-in-form"'))]
    assert form.count("<button") == 1
    assert log_in(client, member.user.email.upper())["Location"] == "/o/sandvik/"


def test_logging_in_gives_a_new_session_and_the_old_one_is_dead(client):
    member = make.member("reader")
    planted = client.session
    planted["planted"] = "yes"
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    log_in(client, member.user.email)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted.session_key
    assert "planted" not in client.session
    assert not LogIn.objects.filter(pk=planted.session_key).exists()


def test_logging_in_says_who_was_here_and_where(client):
    member = make.member("reader")
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    client.post("/log-in", {"email": member.user.email, "password": make.PASSWORD}, headers={"User-Agent": agent})
    assert LogIn.objects.get(user=member.user).device == "Firefox, Windows"
    assert Membership.objects.get(pk=member.pk).seen_at is not None


def test_a_wrong_password_keeps_the_address_and_says_nothing_of_who_exists(client):
    member = make.member("reader")
    known = log_in(client, member.user.email, "fel lösenord helt")
    unknown = log_in(client, "ingen@example.org", "fel lösenord helt")
    for response, email in ((known, member.user.email), (unknown, "ingen@example.org")):
        assert response.status_code == 422
        assert f'value="{email}"' in response.content.decode()
        assert "stämmer inte" in response.content.decode()


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/%09//evil.example\\", ""],
)
def test_next_never_leads_elsewhere(client, target):
    member = make.member("reader")
    assert log_in(client, member.user.email, next=target)["Location"] in ("/o/sandvik/", "/%09//evil.example")


def test_next_leads_back_to_where_the_person_wanted(client):
    member = make.member("reader")
    address = "/log-in?next=/o/sandvik/search%3Fq%3Da"
    assert 'value="/o/sandvik/search?q=a"' in client.get(address).content.decode()
    assert log_in(client, member.user.email, next="/o/sandvik/search?q=a")["Location"] == "/o/sandvik/search?q=a"


def test_guessing_at_one_account_ends_and_says_when_to_try_again(client):
    member = make.member("reader")
    with clock.at(NOON):
        statuses = [log_in(client, member.user.email, "fel").status_code for _ in range(11)]
        refused = log_in(client, member.user.email)
    assert statuses == [422] * 10 + [429]
    assert refused.status_code == 429, "the right password does not help either"
    assert refused["Retry-After"] == "360"
    assert "Vänta 6 minuter och försök igen" in refused.content.decode()
    with clock.at(NOON + timedelta(minutes=7)):
        assert log_in(client, member.user.email).status_code == 302


def test_guessing_at_one_account_from_many_addresses_ends_too(client):
    member = make.member("reader")
    with clock.at(NOON):
        statuses = [log_in(client, member.user.email, "fel", address=f"198.51.100.{n}").status_code for n in range(21)]
    assert statuses == [422] * 20 + [429]


def test_two_hundred_colleagues_behind_one_address_are_not_locked_out():
    home = make.organisation()
    User.objects.bulk_create(
        User(email=f"kollega{n}@example.org", password=make.user(f"mall{n}@example.org").password) for n in range(200)
    )
    Membership.objects.bulk_create(
        Membership(organisation=home, user=user, name=user.email)
        for user in User.objects.filter(email__startswith="kollega")
    )
    with clock.at(NOON):
        for n in range(200):
            client = Client()
            log_in(client, f"kollega{n}@example.org", "jag skrev fel först")
            assert log_in(client, f"kollega{n}@example.org").status_code == 302


def test_whoever_is_removed_is_out_at_once(client):
    member = make.member("reader")
    client.force_login(member.user)
    assert client.get("/o/sandvik/").status_code == 200
    member.left_at, member.user = clock.now(), None
    member.save()
    assert client.get("/o/sandvik/").status_code == 404


def test_a_disabled_user_is_out_at_once(client):
    member = make.member("reader")
    client.force_login(member.user)
    User.objects.filter(pk=member.user.pk).update(is_active=False)
    assert client.get("/o/sandvik/")["Location"].startswith("/log-in")


def test_logging_out_ends_the_session(client):
    member = make.member("reader")
    client.force_login(member.user)
    assert client.get("/log-out").status_code == 405
    client.post("/log-out")
    assert not LogIn.objects.exists()
    assert client.get("/o/sandvik/")["Location"].startswith("/log-in")


def test_the_language_follows_the_browser_and_the_account(client):
    member = make.member("reader")
    response = client.post("/language", {"language": "en", "next": "/log-in"})
    assert response["Location"] == "/log-in"
    page = client.get("/log-in").content.decode()
    assert '<html lang="en"' in page and "Forgotten your password?" in page
    client.force_login(member.user)
    client.post("/language", {"language": "sv", "next": "https://evil.example/"})
    assert User.objects.get(pk=member.user.pk).language == "sv"
    assert '<html lang="sv"' in client.get("/o/sandvik/").content.decode()


def test_a_password_is_the_same_however_its_letters_were_composed(client):
    member = make.member("reader", user=make.user("a@example.org", "blåbär på våren"))
    decomposed = "bla\u030aba\u0308r pa\u030a va\u030aren"
    assert log_in(client, member.user.email, decomposed).status_code == 302
