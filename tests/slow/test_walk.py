"""The example municipality, walked through by links as everybody in it: every address answers and changes nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import polib
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.plugins.installation import ROOT, Installation, making
from tests.plugins.person import Person
from tests.plugins.running import Running
from utkik.command import assets

pytestmark = pytest.mark.slow
ROLES = ("analyst", "scanner", "contributor", "reader")
EACH = int(os.environ.get("EACH", "1"))  # pages of one shape; `make drill` looks at three
INLINE = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=\s*[\"']", re.IGNORECASE)

NAMES = {"Utkik"}

CONTENTS = """
import hashlib, json, django
django.setup()
from django.apps import apps
from django.core import serializers
told = {}
for model in apps.get_models():
    if model._meta.label in ("people.LogIn", "work.Worker", "work.Turn"):
        continue
    rows = serializers.serialize("json", model._base_manager.order_by("pk"))
    told[model._meta.label] = hashlib.sha256(rows.encode()).hexdigest()
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The filled example with its web and no worker: nothing but the walk could change it."""
    with making(tmp_path_factory.mktemp("example")) as make:
        made = make()
        logins = made.json("demo")["logins"]
        running = Running(made, verb="web")
        running.start()
        yield running, {one["role"]: (one["email"], one["password"]) for one in reversed(logins)}
        running.end()


def contents(installation: Installation) -> dict[str, str]:
    """A hash of each table."""
    done = subprocess.run(
        [sys.executable, "-c", CONTENTS],
        env={**os.environ, **installation.environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def shape(path: str) -> str:
    parts = urlsplit(path)
    return re.sub(r"\d[\d-]*", "N", parts.path) + "?" + "".join(sorted(re.findall(r"(\w+)=", parts.query))[:1])


def links_of(page: str, at: str) -> list[str]:
    found = re.findall(r'<a\b[^>]*?\bhref="([^"]+)"', page)
    whole = [urldefrag(urljoin(at, unescape(link))).url for link in found]
    return [path for path in whole if path.startswith("/") and not path.startswith("//")]


def faults_of(page: str) -> list[str]:
    """What no page may be."""
    faults = []
    if (headings := len(re.findall(r"<h1\b", page))) != 1:
        faults.append(f"{headings} h1")
    if not re.search(r'<html lang="(sv|en)"', page):
        faults.append("no language")
    if found := INLINE.search(page):
        faults.append(f"inline: {found.group(0)}")
    if "<dialog" in page:
        faults.append("a dialog")
    if len(ids := re.findall(r'\sid="([^"]+)"', page)) != len(set(ids)):
        faults.append(f"an id twice: {sorted({one for one in ids if ids.count(one) > 1})}")
    return faults


def walk(person: Person, start: str, look: Callable[[str], None] = lambda path: None) -> tuple[int, list[str]]:
    """Follow every link, a few of each shape. Returns how many pages were asked for, and what was wrong."""
    waiting, seen, shapes, wrong = [start], {start}, {shape(start): 1}, []
    asked = 0
    while waiting:
        path = waiting.pop(0)
        status = person.get(path)
        asked += 1
        if status != 200:
            wrong.append(f"{path}: {status}")
            continue
        if not person.kind.startswith("text/html"):
            continue
        look(path)
        wrong += [f"{path}: {fault}" for fault in faults_of(person.page)]
        for link in links_of(person.page, path):
            kind = shape(link)
            if link not in seen and shapes.get(kind, 0) < EACH:
                seen.add(link)
                shapes[kind] = shapes.get(kind, 0) + 1
                waiting.append(link)
    return asked, wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_link_answers_and_changes_nothing(example, role):
    running, logins = example
    person = Person(running.port)
    person.log_in(*logins[role])
    before = contents(running.installation)

    asked, wrong = walk(person, "/")

    assert wrong == []
    assert asked > 15
    after = contents(running.installation)
    assert [name for name, was in before.items() if after[name] != was] == []


def swedish_texts() -> set[str]:
    """What the catalogues say in Swedish and no text says in English; the lists a new organisation gets are its own."""
    entries = [entry for path in assets.catalogues() for entry in polib.pofile(str(path))]
    english = {entry.msgid for entry in entries}
    # What an organisation's lists are called at the beginning is its own words from then on.
    lists = [entry for entry in entries if any("people/begin.py" in place for place, _ in entry.occurrences)]
    own = {form for entry in lists for form in (entry.msgstr, entry.msgstr.capitalize())}
    said = {text for entry in entries if entry not in lists for text in (entry.msgstr, *entry.msgstr_plural.values())}
    return {text for text in said if text and text not in english | NAMES | own and "%" not in text}


def words_of(page: str) -> set[str]:
    """The texts of a page, each by itself, without what is marked as Swedish and what a person wrote."""
    tree = LexborHTMLParser(page)
    for node in tree.css("script, style, body [lang=sv], textarea, option"):
        node.decompose()
    texts = [node.text_content for node in tree.root.traverse(include_text=True) if node.tag == "-text"]
    return {" ".join(text.split()) for text in texts if text and text.strip()}


def test_an_english_page_says_nothing_in_the_catalogues_swedish(example):
    running, logins = example
    person = Person(running.port)
    person.log_in(*logins["analyst"])
    person.post("/language", language="en")
    swedish, found = swedish_texts(), {}

    def look(path: str) -> None:
        if '<html lang="en"' in person.page[:200]:
            found.update(dict.fromkeys(words_of(person.page) & swedish, path))

    walk(person, "/", look)

    assert found == {}


def test_nobody_reaches_only_what_is_public(example):
    running, _ = example

    asked, wrong = walk(Person(running.port), "/log-in")

    assert wrong == []
    assert asked >= 5
