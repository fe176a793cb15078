"""Numbers that are none, in addresses and forms: refused or passed over, never a broken page."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
NONSENSE = ["²", "٣", "9" * 30, "9" * 5000, "-1", "x"]


@pytest.fixture
def at(client):
    """at(path, …): POSTs (or without data GETs) as an analyst and returns the status."""
    member = make.member("analyst", is_administrator=True)
    client.force_login(member.user)

    def ask(path, data=None):
        address = f"/o/sandvik{path}"
        return (client.get(address) if data is None else client.post(address, data)).status_code

    ask.member = member
    return ask


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_in_addresses(at, nonsense):
    for path in ("/sources?area=", "/signals?compare=", "/stream?source=", "/stream?area=", "/search?q=a&page="):
        assert at(path + nonsense) == 200, path
    assert at(f"/administration/undo/{nonsense[:200]}", {}) == 404


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_in_forms(at, nonsense):
    signal, entry = make.signal(author=make.member("scanner"), state="published"), make.entry()
    round = make.open_round(by=at.member)
    posts = [
        (f"/rounds/{round.pk}/points", {"give": f"{nonsense}:1"}),
        (f"/rounds/{round.pk}/reason", {"signal": nonsense}),
        (f"/rounds/{round.pk}/invitees", {"member": nonsense}),
        (f"/rounds/{round.pk}/outcome/choices", {f"choice-{nonsense}": "lifted"}),
        (f"/stream/{entry.pk}/keep", {"version": nonsense}),
        ("/administration/areas/act", {"end": nonsense}),
        ("/administration/invitations", {"mails": "a@b.example\n" * 20_000, "role": "reader"}),
    ]
    posts += [(f"/signals/{signal.number}/edit", {"headline": "H", name: nonsense}) for name in ("area", "units")]
    posts += [("/trends/input/new", {"title": "T", name: nonsense}) for name in ("units", "trends")]
    posts += [("/forums/new", {"name": "N", name: nonsense}) for name in ("questions", "signals", "units")]
    posts += [("/visits/new", {"title": "T", "units": nonsense})]
    make.trend()
    posts += [("/signals/new", {"headline": "H", name: nonsense}) for name in ("trend-trend", "trend-more")]
    for path, data in posts:
        assert at(path, data) < 500, path
