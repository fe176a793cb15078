import pytest

from tests.stub import serving


@pytest.fixture
def stub():
    with serving() as served:
        yield served


@pytest.fixture(autouse=True)
def _no_pause_between_requests(monkeypatch, request):
    """A quarter of a second between requests to one host is right for the world, and long for a test."""
    if "keeps_pauses" not in request.keywords:
        monkeypatch.setattr("utkik.collect.flight.outcomes.__kwdefaults__", {"in_flight": 60, "pause": 0.0})
