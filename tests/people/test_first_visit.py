import pytest

from tests import factories as make
from utkik.people.models import Area, Organisation, Place, Role, User

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "Kungsbacka kommun",
    "matter_name": "Kungsbacka",
    "own": "Åsa, Onsala",
    "near": "Halland, Göteborgsregionen, halland ",
    "wider": "Sverige",
    "person": "Astrid Sandberg",
    "email": "Astrid@Example.org",
    "password": "ett-riktigt-langt-losenord",
}


def test_three_screens_and_the_stream(client):
    answer = client.post("/first-visit", TOLD)
    assert answer["Location"] == "/o/kungsbacka-kommun/first-visit/areas"
    organisation = Organisation.objects.get()
    member = User.objects.get(email="astrid@example.org").memberships.get()
    assert (member.role, member.is_administrator, member.name) == (Role.ANALYST, True, "Astrid Sandberg")
    places = list(Place.objects.for_organisation(organisation).values_list("level", "name"))
    assert ("own", "Åsa") in places and ("near", "Göteborgsregionen") in places and ("wider", "Sverige") in places

    answer = client.post(answer["Location"], {"mine": ["climate", "building"]})
    assert answer["Location"] == "/o/kungsbacka-kommun/first-visit/sources"
    assert Area.objects.count() == 8
    assert set(Area.objects.filter(owner=member).values_list("code", flat=True)) == {"climate", "building"}

    page = client.get(answer["Location"])
    assert page.status_code == 200 and page.content.decode().count('name="follow"') > 10
    assert client.post(answer["Location"], {"follow": ["0", "1"]})["Location"] == "/o/kungsbacka-kommun/stream"


@pytest.mark.parametrize("password", ["", "kort", "elva tecken", "password1234"])
def test_there_is_no_default_password_and_no_weak_one(client, password):
    answer = client.post("/first-visit", TOLD | {"password": password})
    assert answer.status_code == 422
    assert not Organisation.objects.exists() and not User.objects.exists()


def test_nothing_that_was_typed_is_lost_when_something_is_missing(client):
    page = client.post("/first-visit", TOLD | {"matter_name": "", "name": "Kungsbacka & Åsa"}).content.decode()
    for text in (
        "Kungsbacka &amp; Åsa",
        "Åsa, Onsala",
        "Halland, Göteborgsregionen",
        "Astrid Sandberg",
        TOLD["password"],
    ):
        assert f'value="{text}' in page


def test_places_stay_within_their_ring(client):
    page = client.post("/first-visit", TOLD | {"near": "Halland, Göteborgsregionen, Göteborg", "email": ""})
    assert ">Halland, Göteborgsregionen, G…</text>" in page.content.decode()


def test_a_second_first_visit_leads_to_the_log_in(client):
    make.organisation()
    assert client.get("/first-visit")["Location"] == "/"
    assert client.post("/first-visit", TOLD)["Location"] == "/"
    assert Organisation.objects.count() == 1


def test_whoever_sends_it_twice_begins_once(client):
    client.post("/first-visit", TOLD)
    client.post("/first-visit", TOLD)
    assert Organisation.objects.count() == 1 and User.objects.count() == 1


def test_the_screens_after_the_first_are_done_once(client):
    client.post("/first-visit", TOLD)
    client.post("/o/kungsbacka-kommun/first-visit/areas", {"mine": []})
    client.post("/o/kungsbacka-kommun/first-visit/areas", {"mine": ["care"]})
    assert Area.objects.count() == 8 and not Area.objects.exclude(owner=None).exists()


def test_the_first_visit_speaks_english_to_who_chose_it(client):
    client.post("/language", {"language": "en", "next": "/first-visit"})
    assert "Who keeps a lookout?" in client.get("/first-visit").content.decode()
    client.post("/first-visit", TOLD)
    assert Organisation.objects.get().language == "en"
    client.post("/o/kungsbacka-kommun/first-visit/areas", {"mine": []})
    assert Area.objects.filter(name="Care and health").exists()


def test_whoever_goes_back_is_led_to_where_the_visit_stands(client):
    client.post("/first-visit", TOLD)
    assert client.get("/first-visit")["Location"] == "/o/kungsbacka-kommun/first-visit/areas"
    page = client.get("/o/kungsbacka-kommun/").content.decode()
    assert "Första besöket är inte klart" in page and "/o/kungsbacka-kommun/first-visit/areas" in page
    client.post("/o/kungsbacka-kommun/first-visit/areas", {"mine": []})
    assert client.get("/first-visit")["Location"] == "/"
