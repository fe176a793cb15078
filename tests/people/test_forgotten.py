import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError

from tests import factories as make
from utkik.people import forgotten, limits
from utkik.people.models import Act, Delivery, LogIn, User

pytestmark = pytest.mark.django_db
NEW = "ett-annat-langt-losenord"


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


@pytest.fixture
def with_mail(settings):
    settings.EMAIL_HOST = "mail.example"


def test_a_link_chooses_a_new_password_once(client):
    member = make.member("reader")
    link = path_of(forgotten.link_for(member.user))
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.post(link, {"password": NEW})["Location"] == "/log-in"
    assert client.get(link).status_code == 410 and client.post(link, {"password": "x" * 20}).status_code == 410
    assert client.post("/log-in", {"email": member.user.email, "password": NEW}).status_code == 302


def test_choosing_it_logs_out_everywhere(client):
    member = make.member("reader")
    client.force_login(member.user)
    forgotten.set_password(User.objects.get(pk=member.user.pk), NEW)
    assert not LogIn.objects.exists()
    assert client.get("/o/sandvik/").status_code == 302


@pytest.mark.parametrize("password", ["kort", "password1234"])
def test_a_weak_password_is_refused(client, password):
    member = make.member("reader")
    assert client.post(path_of(forgotten.link_for(member.user)), {"password": password}).status_code == 422
    with pytest.raises(ValidationError):
        forgotten.set_password(member.user, password)


def test_a_made_up_link_is_dead(client):
    member = make.member("reader")
    link = path_of(forgotten.link_for(member.user))
    for wrong in (
        link[:-1] + "x",
        "/new-password/MQ/x",
        "/new-password/%C3%A5/x",
        link.replace("new-password/", "new-password/x"),
    ):
        assert client.get(wrong).status_code == 410


@pytest.mark.usefixtures("with_mail")
def test_asking_answers_the_same_for_known_and_unknown(client):
    member = make.member("reader")
    answers = [client.post("/forgotten-password", {"email": e}) for e in (member.user.email.upper(), "x@example.org")]
    assert {answer["Location"] for answer in answers} == {"/forgotten-password?asked=1"}
    delivery = Delivery.objects.get()
    assert delivery.address == member.user.email and delivery.holds_key
    link = path_of(re.search(r"http\S+/new-password/\S+", delivery.text)[0])
    assert client.get(link).status_code == 200


@pytest.mark.usefixtures("with_mail")
def test_asking_over_and_over_ends(client):
    member = make.member("reader")
    statuses = [client.post("/forgotten-password", {"email": member.user.email}).status_code for _ in range(6)]
    assert statuses == [302] * limits.RESET_ACCOUNT.size + [429]


def test_without_a_mail_server_the_page_says_whom_to_ask(client, settings):
    settings.EMAIL_HOST = ""
    make.organisation()
    page = client.get("/forgotten-password").content.decode()
    assert "Be din administratör om en länk" in page and "<form" not in page.split("</main>")[0].split("people")[0]
    client.post("/forgotten-password", {"email": make.member("reader").user.email})
    assert not Delivery.objects.exists()


def test_an_administrator_sees_a_link_and_the_log_says_so(client):
    administrator, member = make.member("reader", is_administrator=True), make.member("scanner")
    client.force_login(administrator.user)
    page = client.post(f"/o/sandvik/administration/members/{member.pk}/password-link").content.decode()
    link = path_of(re.search(r'value="(http\S+/new-password/[^"]+)"', page)[1])
    assert client.get(link).status_code == 200
    assert Act.objects.get().verb == "member.password_link_shown"
    assert "new-password" not in client.get(f"/o/sandvik/administration/members/{member.pk}").content.decode()


@pytest.mark.parametrize("left", [False, True])
def test_no_link_is_shown_for_an_account_that_opens_other_organisations(client, left):
    administrator, member = make.member("reader", is_administrator=True), make.member("scanner")
    elsewhere = make.stranger("analyst", user=member.user)
    if left:
        elsewhere.delete()
        make.stranger("reader", user=member.user)
    client.force_login(administrator.user)
    answer = client.post(f"/o/sandvik/administration/members/{member.pk}/password-link")
    assert answer.status_code == 403 and "new-password" not in answer.content.decode()
    assert not Act.objects.exists()


def test_an_analyst_without_the_mark_sees_none(client):
    analyst, member = make.member("analyst"), make.member("scanner")
    client.force_login(analyst.user)
    assert client.post(f"/o/sandvik/administration/members/{member.pk}/password-link").status_code == 403
    assert not forgotten.may_hand_over(member, by=analyst)
    assert not forgotten.may_hand_over(make.stranger(), by=make.member("reader", is_administrator=True))


def test_a_link_lives_a_day(client, monkeypatch):
    link = path_of(forgotten.link_for(make.member("reader").user))
    began = datetime.now()
    for hours, status in ((23, 200), (25, 410)):
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, h=hours: began + timedelta(hours=h))
        assert client.get(link).status_code == status


def test_a_link_that_was_handed_over_opens_no_organisation_joined_since(client):
    administrator, member = make.member("analyst", is_administrator=True), make.member("reader")
    link = path_of(forgotten.hand_over(member, by=administrator))
    make.stranger("analyst", user=member.user)
    assert client.get(link).status_code == 410


def test_a_link_works_for_a_day(client, monkeypatch):
    member = make.member("reader")
    link = path_of(forgotten.link_for(member.user))
    for hours, status in ((23, 200), (25, 410)):
        later = datetime.now() + timedelta(hours=hours)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self, later=later: later)
        assert client.get(link).status_code == status
