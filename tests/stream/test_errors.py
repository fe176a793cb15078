"""Whatever collecting and the stream refuse has a code of its own and a sentence in both languages."""

import importlib
import inspect
import pkgutil

import pytest
from django.utils import translation

from utkik import collect, stream


def kinds():
    found = set()
    for package in (collect, stream):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name:
                told = importlib.import_module(module.name)
                found |= {kind for _name, kind in inspect.getmembers(told, inspect.isclass) if is_own(kind)}
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def is_own(kind):
    return issubclass(kind, Exception) and kind.__module__.startswith(("utkik.collect", "utkik.stream"))


def test_codes_are_unique():
    codes = [kind.code for kind in kinds()]
    assert len(codes) > 20 and len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind.__name__ != "StreamError"])
def test_each_says_what_to_do_in_both_languages(kind):
    with translation.override("en"):
        english = str(kind.text)
    with translation.override("sv"):
        swedish = str(kind.text)
    assert english.endswith(".") and swedish.endswith(".") and english != swedish
