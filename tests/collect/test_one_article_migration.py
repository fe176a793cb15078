"""What was stored under the old keys is known under the new ones, and the other way round."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests import factories as make
from utkik.collect import same
from utkik.collect.address import fingerprint, identity
from utkik.collect.models import Item
from utkik.stream import tips

pytestmark = pytest.mark.django_db
WITH, WITHOUT = "https://www.a.example/kajen", "https://a.example/kajen"


def old(address):
    return "link:" + fingerprint(identity(address))


def test_keys_are_changed_and_changed_back():
    items = import_module("utkik.collect.migrations.0014_one_article")
    first, second, other = (
        Item.objects.create(identity=old(address), address=address)
        for address in (WITH, f"{WITH}/", "https://b.example/x")
    )
    items.forwards(apps, connection.schema_editor(collect_sql=True))
    keys = [Item.objects.get(pk=one.pk).identity for one in (first, second, other)]
    assert keys == ["link:" + same.key(WITH), old(f"{WITH}/"), old("https://b.example/x")], (
        "the first has the shared key"
    )
    items.backwards(apps, connection.schema_editor(collect_sql=True))
    assert Item.objects.get(pk=first.pk).identity == old(WITH)


def test_tips_are_known_by_the_new_key():
    tip = tips.send(by=make.member("contributor"), link=WITH, thought="Se")
    tip.link_key = fingerprint(identity(WITH))
    tip.save()
    migration = import_module("utkik.stream.migrations.0011_links_of_one_article")
    migration.forwards(apps, connection.schema_editor(collect_sql=True))
    tip.refresh_from_db()
    assert tip.link_key == tips.key_of(WITHOUT)
    migration.backwards(apps, connection.schema_editor(collect_sql=True))
    tip.refresh_from_db()
    assert tip.link_key == fingerprint(identity(WITH))
