"""The pictures of README and of the guide in docs/sv, taken of the example municipality, into docs/pictures."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from chromium import find
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1440, "height": 900}
# The guide's pictures are smaller: a page of text stands around each.
GUIDE = {"width": 1120, "height": 720}
PAGES = {
    "sources": "sources",
    "signals": "signals",
    "rounds": "rounds",
    "answers": "follow-ups",
    "forums": "forums",
    "theme-days": "theme-days",
    "examples": "examples",
    "trends": "trends",
    "radar": "radar",
    "analysis": "analyses",
    "patterns": "patterns",
    "rhythm": "rhythm",
    "plan": "plan",
    "hand-over": "hand-over",
    "import": "administration/import",
}
# Shown by one of the list, which says more than the list itself.
OPENS = {"signals", "forums", "theme-days", "analysis"}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="utkik-pictures-") as data:
        said = {**os.environ, "UTKIK_DATA": data}
        said.pop("UTKIK_DATABASE_URL", None)
        demo = subprocess.run([*utkik(), "demo"], env=said, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
        logins = [line.split("\t") for line in demo.stdout.splitlines()]
        port = free_port()
        server = subprocess.Popen([*utkik(), "run", "--bind", f"127.0.0.1:{port}"], env=said, cwd=ROOT, stdout=-1)
        try:
            server.stdout.readline()
            take(f"http://127.0.0.1:{port}", {role: (email, password) for role, email, password in reversed(logins)})
        finally:
            server.terminate()
            server.wait()
    return 0


def take(address: str, logins: dict[str, tuple[str, str]]) -> None:
    """Log in as a scanner for the stream, as a reader for the report."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = logged_in(browser.new_page(viewport=SIZE, locale="sv-SE"), address, *logins["scanner"])
        page.goto(f"{home(page)}stream")
        page.goto(f"{address}{page.locator('#entries .entry a').nth(2).get_attribute('href')}")  # above it: short tips
        page.screenshot(path=PICTURES / "stream.png")
        page = logged_in(browser.new_page(viewport=SIZE, locale="sv-SE"), address, *logins["reader"])
        page.goto(f"{home(page)}reports")
        page.locator("main a[href*='/reports/2']").first.click()
        page.screenshot(path=PICTURES / "report.png")
        page = logged_in(browser.new_page(viewport=GUIDE, locale="sv-SE"), address, *logins["analyst"])
        for name, path in PAGES.items():
            page.goto(f"{home(page)}{path}")
            if name in OPENS:
                page.goto(one_of(page, path))
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def one_of(page: Page, path: str) -> str:
    """The last thing that a list leads to: the oldest, which has most to show."""
    found = page.locator(f"main a[href*='/{path}/']").evaluate_all("links => links.map(link => link.href)")
    return [address for address in found if re.search(rf"/{path}/\d+$", address)][-1]


def logged_in(page: Page, address: str, email: str, password: str) -> Page:
    page.goto(f"{address}/log-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button").first.click()
    page.wait_for_url("**/o/**")
    return page


def home(page: Page) -> str:
    return re.match(r".*/o/[^/]+/", page.url).group(0)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def utkik() -> list[str]:
    return [sys.executable, "-m", "utkik"]


if __name__ == "__main__":
    sys.exit(main())
