import pytest

from tests import factories as make
from utkik.people.models import Organisation

pytestmark = pytest.mark.django_db
SETTINGS = "/o/sandvik/administration/settings"
TOLD = {"name": "Sandvik kommun", "matter_name": "Sandvik", "lift_min": 5, "lift_max": 10, "language": "sv"}


def test_an_analyst_sets_name_and_limits_and_undoes_it(client):
    client.force_login(make.member("analyst").user)
    client.post(SETTINGS, TOLD | {"lift_min": 3, "matter_name": "Sandviken", "language": "en"})
    organisation = Organisation.objects.get()
    assert (organisation.lift_min, organisation.matter_name, organisation.language) == (3, "Sandviken", "sv")
    page = client.get(SETTINGS).content.decode()
    assert "Sandviken lyfter 3 till 10 signaler i månaden" in page
    client.post(page.split('class="undo"')[1].split('action="')[1].split('"')[0])
    assert Organisation.objects.get().matter_name == "Sandvik"


def test_an_administrator_sets_the_language_but_no_limits(client):
    client.force_login(make.member("reader", is_administrator=True).user)
    client.post(SETTINGS, TOLD | {"lift_min": 1, "language": "en"})
    organisation = Organisation.objects.get()
    assert (organisation.lift_min, organisation.language) == (5, "en")


@pytest.mark.parametrize(
    "wrong", [{"lift_min": 0}, {"lift_min": 11}, {"lift_max": 51}, {"name": " "}, {"lift_max": "x"}]
)
def test_what_cannot_be_is_refused_and_kept_on_the_page(client, wrong):
    client.force_login(make.member("analyst").user)
    answer = client.post(SETTINGS, TOLD | {"matter_name": "Nytt"} | wrong)
    assert answer.status_code == 422 and 'value="Nytt"' in answer.content.decode()
    assert Organisation.objects.get().matter_name == "Sandvik"


def test_the_front_page_says_what_most_needs_somebody(client):
    analyst = make.member("analyst", is_administrator=True)
    client.force_login(analyst.user)
    front = "/o/sandvik/administration"
    assert "Här väntar inget på dig" in client.get(front).content.decode()
    make.area("Klimat")
    assert "Ett område saknar bevakare" in client.get(front).content.decode()
    make.delivery(state="failed")
    assert "Ett arbete har stannat" in client.get(front).content.decode()
    assert "Arbete och mail" in client.get(front).content.decode()


def test_the_log_tells_who_did_what_and_lets_it_be_undone(client):
    analyst = make.member("analyst", name="Astrid Sandberg", is_administrator=True)
    client.force_login(analyst.user)
    client.post("/o/sandvik/administration/kinds/new", {"new-name": "ny sort"})
    page = client.get("/o/sandvik/administration/log").content.decode()
    assert "Astrid Sandberg" in page and "lade till en sorts signal" in page
    assert 'id="undo-' in page
