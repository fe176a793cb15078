import pytest

from tests.net.stub import serving


@pytest.fixture
def stub():
    with serving() as served:
        yield served
