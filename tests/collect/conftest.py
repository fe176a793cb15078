import pytest

from tests import factories as make
from tests.stub import serving
from utkik.collect.ask import flight


@pytest.fixture
def stub():
    with serving() as served:
        yield served


@pytest.fixture
def scanner():
    return make.member("scanner")


@pytest.fixture
def here(client, scanner):
    """A browser in which the scanner is logged in."""
    client.force_login(scanner.user)
    return client


@pytest.fixture(autouse=True)
def _no_pause_between_requests(monkeypatch):
    """A quarter of a second between requests to one host is right for the world, and long for a test."""
    monkeypatch.setitem(flight.outcomes.__kwdefaults__, "pause", 0.0)
