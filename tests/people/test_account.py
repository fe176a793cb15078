import pytest
from django.test import Client

from tests import factories as make
from utkik.people.models import LogIn, Membership, User
from utkik.web import keys

pytestmark = pytest.mark.django_db
NEW = "ett-annat-langt-losenord"


@pytest.fixture
def member(client):
    found = make.member("scanner", name="Astrid Sandberg")
    client.force_login(found.user)
    return found


def told(**more):
    chosen = {f"key_{act.code}": act.key for act in keys.ACTS}
    return {"name": "Astrid Sandberg", "language": "sv", "theme": "", "keys_on": "on"} | chosen | more


def test_name_language_and_light_are_saved_with_one_button(client, member):
    elsewhere = make.stranger("reader", user=member.user, name="Astrid")
    answer = client.post("/account", told(name=" Åsa  Ek ", language="en", theme="dark"))
    assert answer["Location"] == "/account"
    assert {Membership.objects.get(pk=m.pk).name for m in (member, elsewhere)} == {"Åsa Ek"}
    page = client.get("/account").content.decode()
    assert '<html lang="en" data-theme="dark"' in page and "Saved." in page


def test_keys_are_switched_off_and_changed(client, member):
    client.post("/account", told(keys_on="off", key_dismiss="x", key_next=""))
    user = User.objects.get(pk=member.user.pk)
    assert not user.keys_on and user.keys == {"dismiss": "x"}
    client.post("/account", {"act": "reset"})
    assert User.objects.get(pk=member.user.pk).keys == {}


def test_a_key_used_twice_is_refused_with_the_others_name(client, member):
    answer = client.post("/account", told(key_hand_over="k", name="Nytt Namn"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "k används redan till Föregående" in page
    assert 'href="#id_key_hand_over"' in page and 'value="Nytt Namn"' in page
    assert page.count('id="errors"') == 1 and "<title>Fel: " in page
    assert User.objects.get(pk=member.user.pk).keys == {}


def test_a_new_password_asks_for_the_old_and_ends_the_other_log_ins(client, member):
    other = Client()
    other.force_login(member.user)
    wrong = client.post("/account/password", {"old": "fel", "new": NEW})
    assert wrong.status_code == 422 and "Det är inte ditt nuvarande lösenord" in wrong.content.decode()
    assert client.post("/account/password", {"old": make.PASSWORD, "new": "kort"}).status_code == 422
    assert client.post("/account/password", {"old": make.PASSWORD, "new": NEW}).status_code == 302
    assert client.get("/account").status_code == 200, "the one who changed it stays"
    assert other.get("/account").status_code == 302
    assert User.objects.get(pk=member.user.pk).check_password(NEW)


def test_guessing_at_the_old_password_is_slow_too(client, member):
    statuses = [client.post("/account/password", {"old": "fel", "new": NEW}).status_code for _ in range(21)]
    assert statuses[-1] == 429


def test_other_log_ins_are_seen_and_ended(client, member):
    others = [Client(), Client()]
    for other in others:
        other.force_login(member.user)
    stranger = Client()
    stranger.force_login(make.stranger().user)
    page = client.get("/account").content.decode()
    assert "inloggad på 3 ställen" in page
    assert not [key for key in LogIn.objects.values_list("session_key", flat=True) if key in page]
    which = next(w for log_in, w, here in client.get("/account").context["log_ins"] if not here)
    client.post("/account/log-ins", {"which": which})
    assert LogIn.objects.filter(user=member.user).count() == 2
    client.post("/account/log-ins", {"which": "others"})
    assert LogIn.objects.get(user=member.user).pk == client.session.session_key
    assert stranger.get("/account").status_code == 200


def test_somebody_without_a_membership_has_an_account_still(client):
    make.organisation()
    client.force_login(make.user())
    assert client.get("/account").status_code == 200
