"""What no template, script or module may hold: each rule with the reason that is printed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "utkik"


@dataclass(frozen=True)
class Rule:
    """A pattern, the kinds of file in which it must not stand, and those in which it may all the same."""

    pattern: str
    suffixes: tuple[str, ...]
    why: str
    but: tuple[str, ...] = ()


TEMPLATES, SCRIPTS, PYTHON, SHEETS = (".html",), (".js",), (".py",), (".css",)
RULES = [
    Rule(r"<dialog\b", TEMPLATES, "no dialogs: what is asked stands on the page"),
    Rule(r"\b(?:alert|confirm|prompt)\(", SCRIPTS, "no dialogs: what is asked stands on the page"),
    Rule(r"\bhx-confirm\b", TEMPLATES, "no dialogs: an act can be undone instead"),
    Rule(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:|\bjs:", TEMPLATES, "no script in attributes"),
    Rule(r"\bhx-trigger\s*=\s*[\"'][^\"']*\[", TEMPLATES, "no filter in hx-trigger: it is evaluated as script"),
    Rule(r"\bhx-(?:delete|put|patch)\b", TEMPLATES, "acts are POST"),
    Rule(r"\bhx-boost\b", TEMPLATES, "no hx-boost: it leaves the body's attributes stale"),
    Rule(
        r"<[a-z][^>{}]*\sstyle\s*=",
        TEMPLATES,
        "no inline style: a class or an SVG attribute",
        but=("templates/people/mail/",),  # a mail program reads no other
    ),
    Rule(r"<style\b", TEMPLATES, "no inline style", but=("templates/people/mail/",)),
    Rule(r"<script\b(?![^>]*\bsrc=)", TEMPLATES, "no inline script"),
    Rule(r"\son(?:click|change|submit|load|error|input|key\w+|focus|blur)\s*=", TEMPLATES, "no script in attributes"),
    Rule(r"\|\s*safe\b|\{%\s*autoescape\s+off", TEMPLATES, "nothing is called safe in a template"),
    Rule(r"\bmark_safe\b", PYTHON, "mark_safe stands in one file", but=("web/templatetags/trusted.py",)),
    Rule(r"\beval\(|\bnew Function\(|\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML", SCRIPTS, "no markup from text"),
    Rule(r"!important", SHEETS, "layers decide, not !important", but=("web/static/web/print.css", "utilities")),
    Rule(r"https?://(?!www\.w3\.org/)", SHEETS, "nothing is fetched from elsewhere"),
    Rule(
        r"^\s*(?:import|from)\s+(?:requests|httpx|httpx2|aiohttp|urllib3|urllib\.request|http\.client|niquests)\b",
        PYTHON,
        "every outgoing request goes through utkik.net",
        but=("net/",),
    ),
    Rule(
        r"\btimezone\.now\(|\bdatetime\.utcnow\(",
        PYTHON,
        "the clock is utkik.clock",
        but=("people/entering.py", "people/tasks.py", "people/views/account.py"),  # log-ins end by Django's clock
    ),
    Rule(
        r"""\bf(?:"[^"\n]*\{[^}\n]*|'[^'\n]*\{[^}\n]*)(?:\b_|gettext)\(""",
        PYTHON,
        "what is translated inside an f-string is not found for the catalogue: give it a name before",
    ),
    Rule(r"\bpickle\b", PYTHON, "no pickle: sessions, caches and jobs are JSON"),
    Rule(
        r"^\s*(?:import|from)\s+random\b",
        PYTHON,
        "secrets for tokens",
        but=("demo/", "rounds/", "text/", "documents/", "trends/draw/"),
    ),
]


def main() -> int:
    faults = [fault for path in sorted(PACKAGE.rglob("*")) if path.is_file() for fault in faults_of(path)]
    print("\n".join(faults) if faults else f"texts: {len(RULES)} rules hold")
    return int(bool(faults))


def faults_of(path: Path) -> Iterator[str]:
    """Each breach of a rule in a file, with its line."""
    name = path.relative_to(PACKAGE).as_posix()
    rules = [rule for rule in RULES if path.suffix in rule.suffixes and not any(part in name for part in rule.but)]
    if not rules or "/migrations/" in name:
        return
    for number, line in enumerate(without_comments(path).splitlines(), 1):
        for rule in rules:
            if re.search(rule.pattern, line):
                yield f"utkik/{name}:{number}: {rule.why}: {line.strip()[:100]}"


def without_comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return re.sub(r"\{#.*?#\}", "", text)
    return re.sub(r"(?m)^\s*(?://|#).*$", "", text)


if __name__ == "__main__":
    sys.exit(main())
