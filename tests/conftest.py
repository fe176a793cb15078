"""What every test stands on."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _each_test_alone():
    """No language, no cached value of one test reaches the next."""
    translation.activate("sv")
    yield
    translation.deactivate()
    cache.clear()
