"""The rules of the house that no single step can hold: who may ask for what, and that the papers are complete."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

import utkik
from tests import factories as make
from utkik.command.words import parser
from utkik.people import boundaries
from utkik.people.models import Area, Organised

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "utkik"
README = (ROOT / "README.md").read_text(encoding="utf-8")
ASKING = ("views", "api", "tasks")
DOORS = ("for_member", "for_organisation", "of_user")
BETWEEN_PROCESSES = {"UTKIK_PARENT", "UTKIK_READY"}  # told by run to its children, never by a person


def modules(*names: str) -> list[Path]:
    """The product's Python files whose module or package has one of the names."""
    files = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
    return [path for path in files if not names or {path.stem, *path.parent.parts} & set(names)]


def asked_managers(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, model and first method of each `Model.objects.method`."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Attribute) and node.attr != "objects"):
            continue
        manager = node.value
        if isinstance(manager, ast.Attribute) and manager.attr in ("objects", "_default_manager", "_base_manager"):
            yield node.lineno, ast.unparse(manager.value).split(".")[-1], node.attr


def is_door(model: str, method: str) -> bool:
    """The two doors, and a named question of the model that itself begins at one of them."""
    if method in DOORS:
        return True
    manager = next(found for found in apps.get_models() if found.__name__ == model)._default_manager
    question = getattr(manager.all(), method, None)
    own = getattr(question, "__module__", "").startswith("utkik.")
    return own and any(f"self.{door}(" in inspect.getsource(question) for door in DOORS)


def organised_models() -> set[str]:
    return {model.__name__ for model in apps.get_models() if issubclass(model, Organised)}


def test_views_and_tasks_ask_for_an_organisations_rows_through_its_door():
    owned = organised_models()
    bare = [
        f"{path.relative_to(ROOT)}:{line} {model}.objects.{method}"
        for path in modules(*ASKING)
        for line, model, method in asked_managers(path.read_text(encoding="utf-8"))
        if model in owned and not is_door(model, method)
    ]

    assert bare == []


def test_the_test_of_doors_sees_a_bare_manager():
    source = "def view(request, pk):\n    return models.Entry.objects.filter(pk=pk)"

    assert list(asked_managers(source)) == [(2, "Entry", "filter")]


def test_items_are_reached_through_entries_outside_collecting():
    allowed = {"collect", "command"}
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        if path.relative_to(PACKAGE).parts[0] not in allowed
        for line, model, _ in asked_managers(path.read_text(encoding="utf-8"))
        if model == "Item"
    ]

    assert found == []


@pytest.mark.django_db
def test_nothing_points_from_one_organisation_into_another():
    mine = make.area()
    assert boundaries.crossings() == []

    stranger = make.stranger()
    Area.objects.filter(pk=mine.pk).update(owner=stranger)

    assert boundaries.crossings() == [f"people.Area.owner: [{mine.pk}]"]


def test_every_setting_stands_in_the_readme():
    read = {
        name
        for path in modules()
        for name in re.findall(r"UTKIK_[A-Z_]+", path.read_text(encoding="utf-8"))
        if not name.endswith("_")
    }
    documented = set(re.findall(r"^\| `(UTKIK_[A-Z_]+)`", README, re.MULTILINE))

    assert read - BETWEEN_PROCESSES == documented


def verbs() -> list[str]:
    """`run`, `sources import` …: every form of the command."""
    found = []
    for name, verb in choices(parser()):
        inner = choices(verb)
        found += [f"{name} {word}" for word, _ in inner] or [name]
    return found


def choices(of) -> list:
    actions = [action for action in of._actions if isinstance(action.choices, dict)]
    return list(actions[0].choices.items()) if actions else []


@pytest.mark.parametrize("verb", verbs())
def test_every_command_stands_in_the_readme(verb):
    assert f"`utkik {verb}" in README


@pytest.mark.parametrize("kind", ["base", "dev", "uv"])
def test_every_dependency_has_its_line(kind):
    lines = (ROOT / "requirements" / f"{kind}.in").read_text(encoding="utf-8").splitlines()
    names = [re.split(r"[\[<>=; ]", line)[0] for line in lines if line and line[0] not in "#-"]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    assert [name for name in names if not re.search(rf"\| [^|]*\b{re.escape(name)}\b", told)] == []


@pytest.mark.parametrize("kind", ["base", "dev", "uv"])
def test_locks_hold_hashes_and_no_address(kind):
    text = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")

    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|file:|--index-url|--find-links|^-e |^\.", text, re.MULTILINE)


def test_the_changelog_knows_this_version():
    assert f"\n## {utkik.__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_each_decision_is_a_page():
    for page in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        lines = page.read_text(encoding="utf-8").splitlines()
        assert re.match(r"\d{4}-[a-z0-9-]+$", page.stem)
        assert lines[0].startswith("# ")
        assert len(lines) <= 60


def test_the_order_of_the_steps_is_told_as_it_is_held():
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(rule["layers"] for rule in rules if rule["type"] == "layers")
    steps = [layer for layer in reversed(layers) if (PACKAGE / layer / "apps.py").exists()]
    told = re.search(r"`(people ←[^`]*)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))

    assert told and told.group(1).split(" ← ") == steps


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], ids=lambda page: page.name)
def test_what_a_page_of_the_documentation_leads_to_is_there(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not link.startswith("http") and not (page.parent / link).exists()] == []
