import pytest

from tests.stub import serving


@pytest.fixture
def stub():
    with serving() as served:
        yield served
