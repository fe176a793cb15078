"""A real browser before a real server. Run this folder as a process of its own: Playwright's loop runs in the
thread of the test, which Django would take for asynchronous code.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
WATCH = (Path(__file__).parent / "watch_focus.js").read_text("utf-8")
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A file instead of memory: the server's threads then wait for each other as they do in earnest."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "utkik.sqlite3")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.exit("No Chromium. On Debian as root: apt-get install chromium", returncode=4)
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "sv-SE", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def context(context):
    """A browser in whose pages script errors, refused resources and lost focus fail the test."""
    troubles: list[str] = []
    context.set_default_timeout(10_000)
    context.add_init_script(WATCH)
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    context.on("console", lambda said: troubles.append(said.text) if _is_trouble(said) else None)
    yield context
    assert troubles == []


def _is_trouble(said) -> bool:
    """What the browser's policy refused, and a focus that fell to body (watch_focus.js says so)."""
    return said.type == "error" and ("Content Security Policy" in said.text or "focus fell" in said.text)


@pytest.fixture
def log_in(live_server):
    """log_in(page, member): the page's browser is logged in as the member, without the form."""

    def put_cookie(page, member):
        client = Client()
        client.force_login(member.user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return put_cookie


@pytest.fixture
def axe():
    """axe(page): what axe-core finds, as "rule: element" lines; an accessible page gives []."""

    def examine(page, *, within=None):
        found = Axe().run(page, context=within, options=AXE).response["violations"]
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]

    return examine


@pytest.fixture
def picture():
    """picture(page, "name"): the whole page as a file under UTKIK_PICTURES, when that is set."""

    def take(page, name):
        folder = os.environ.get("UTKIK_PICTURES")
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take
