"""What every test stands on."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from tests.plugins.installation import (  # noqa: F401 (fixtures, for tests/command, tests/slow and drill)
    installation,
    new_installation,
    pattern,
    set_up_installation,
)
from tests.plugins.migrated import copy_what_was_migrated
from utkik.people import guard

copy_what_was_migrated()


@pytest.fixture(autouse=True)
def _each_test_alone():
    """No language, no cached value of one test reaches the next."""
    translation.activate("sv")
    yield
    translation.deactivate()
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_log():
    """Tests that commit are cleaned up by DELETE, which the log's trigger refuses: it is taken down around that."""
    original = TransactionTestCase._fixture_teardown

    def flush(case):
        guard.take_down(connection)
        try:
            original(case)
        finally:
            guard.put_up(connection)

    TransactionTestCase._fixture_teardown = flush
    yield
    TransactionTestCase._fixture_teardown = original
