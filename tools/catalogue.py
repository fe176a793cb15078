"""The translations, without gettext installed.

    python tools/catalogue.py update [FOLDER…]   add new texts to each folder's django.po, drop those no longer used
    python tools/catalogue.py check [FOLDER…]    fail on a missing, fuzzy, stale or doubtful translation
    python tools/catalogue.py compile            write the .mo files

A text is English in the code; each folder of utkik/ keeps its own Swedish. Two folders that use one text must
translate it alike, for Django merges them.
"""

from __future__ import annotations

import re
import string
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "utkik"
LANGUAGE = "sv"
KEYWORDS: dict = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SAME = "same in Swedish"
PERCENT = re.compile(r"%\((\w+)\)[sd]|%[sd]")
Key = tuple[str, str]  # context, text


class Text:
    """A text of the code: its plural, and where it stands."""

    def __init__(self, plural: str = "") -> None:
        self.plural = plural
        self.places: list[str] = []


def main(words: list[str]) -> int:
    settings.configure(USE_I18N=True)
    task = {"update": update, "check": check, "compile": compile_all}.get(words[0] if words else "")
    if task is None:
        print(__doc__, file=sys.stderr)
        return 2
    return task(folders(words[1:]))


def update(chosen: list[Path]) -> int:
    """Bring each folder's catalogue in line with its texts; what is known keeps its Swedish."""
    known = all_known()
    for folder in chosen:
        texts = texts_of(folder)
        path = catalogue_of(folder)
        if not texts and not path.exists():
            continue
        old = read(path)
        new = polib.POFile(wrapwidth=110)
        new.metadata = old.metadata if old is not None and old.metadata else header()
        for key, text in sorted(texts.items(), key=lambda pair: (pair[0][1].lower(), pair[0])):
            new.append(entry(key, text, old, known))
        path.parent.mkdir(parents=True, exist_ok=True)
        if old is None or str(old) != str(new):
            new.save(str(path))
            missing = [found for found in new if not found.translated()]
            print(f"{path.relative_to(ROOT)}: {len(new)} texts, {len(missing)} without Swedish")
    return 0


def check(chosen: list[Path]) -> int:
    """Print each fault. Returns 1 when there is one."""
    faults = []
    said: dict[Key, dict[str, str]] = defaultdict(dict)
    for folder in chosen:
        texts = texts_of(folder)
        path = catalogue_of(folder)
        old = read(path)
        entries = {key_of(found): found for found in old or []}
        name = path.relative_to(ROOT)
        faults += [
            f"{name}: not there yet: {key[1]!r} ({texts[key].places[0]})" for key in texts.keys() - entries.keys()
        ]
        faults += [f"{name}: no longer used: {key[1]!r}" for key in entries.keys() - texts.keys()]
        for key, found in entries.items():
            faults += [f"{name}: {fault}: {key[1]!r}" for fault in faults_of(found)]
            said[key].setdefault(found.msgstr or str(found.msgstr_plural), folder.name)
    faults += [f"translated in {len(ways)} ways: {key[1]!r}: {ways}" for key, ways in said.items() if len(ways) > 1]
    print("\n".join(sorted(faults)) if faults else "translations: every text has its Swedish")
    return int(bool(faults))


def compile_all(chosen: list[Path]) -> int:
    sys.path.insert(0, str(ROOT))
    from utkik.command import assets  # noqa: PLC0415 (the path is set just above)

    assets.compile_catalogues([path for path in assets.catalogues() if path.parents[3] in chosen])
    return 0


def faults_of(found: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    swedish = list(found.msgstr_plural.values()) if found.msgid_plural else [found.msgstr]
    if found.fuzzy:
        yield "fuzzy"
    if not all(swedish):
        yield "no Swedish"
        return
    if " " in found.msgid.strip() and found.msgid in swedish and SAME not in found.comment + found.tcomment:
        yield "the Swedish is the English"
    english = placeholders(found.msgid) | placeholders(found.msgid_plural)
    for text in swedish:
        if not placeholders(text) <= english or (not found.msgid_plural and placeholders(text) != english):
            yield "other placeholders than the English"
        if "!" in text and "!" not in found.msgid:
            yield "an exclamation mark"


def placeholders(text: str) -> set[str]:
    """`%(name)s`, `%s` and `{name}` of a text."""
    found = {match.group(0) for match in PERCENT.finditer(text)}
    try:
        return found | {f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return found


def folders(names: list[str]) -> list[Path]:
    """The folders of utkik/ that may hold texts; of these the named ones, if any are named."""
    found = sorted(path for path in PACKAGE.iterdir() if (path / "__init__.py").is_file())
    wanted = {Path(name).name for name in names}
    return [path for path in found if not wanted or path.name in wanted]


def catalogue_of(folder: Path) -> Path:
    return folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def texts_of(folder: Path) -> dict[Key, Text]:
    """Every text of a folder's Python and templates."""
    found: dict[Key, Text] = {}
    for path in sorted([*folder.rglob("*.py"), *folder.glob("templates/**/*.*")]):
        if "migrations" in path.parts or "locale" in path.parts:
            continue
        for key, plural in texts_in(path):
            text = found.setdefault(key, Text(plural))
            text.plural = text.plural or plural
            text.places.append(path.relative_to(ROOT).as_posix())
    return found


def texts_in(path: Path) -> Iterator[tuple[Key, str]]:
    """Context, text and plural of each call or tag in a file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = templatize(source, origin=str(path))
    for _, words, _, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        singular, plural = words if isinstance(words, tuple) else (words, "")
        if singular:
            yield (context or "", singular), plural


def entry(key: Key, text: Text, old: polib.POFile | None, known: dict[Key, polib.POEntry]) -> polib.POEntry:
    """The catalogue's entry, with the Swedish it had, else what another folder says."""
    context, msgid = key
    new = polib.POEntry(msgctxt=context or None, msgid=msgid, msgid_plural=text.plural)
    new.occurrences = [(place, "") for place in dict.fromkeys(text.places)]
    if re.search(r"%\(|%[sd]", msgid + text.plural):
        new.flags = ["python-format"]
    before = (old.find(msgid, msgctxt=context or False) if old is not None else None) or known.get(key)
    if before is not None:
        new.msgstr, new.tcomment, new.comment = before.msgstr, before.tcomment, before.comment
    if text.plural:
        plural = before.msgstr_plural if before is not None else {}
        new.msgstr_plural = {0: plural.get(0, ""), 1: plural.get(1, "")}
        new.msgstr = ""
    return new


def all_known() -> dict[Key, polib.POEntry]:
    """Every translated entry of all catalogues."""
    catalogues = [read(catalogue_of(folder)) for folder in folders([])]
    return {key_of(found): found for old in catalogues for found in old or [] if found.translated()}


def key_of(found: polib.POEntry) -> Key:
    return found.msgctxt or "", found.msgid


def read(path: Path) -> polib.POFile | None:
    return polib.pofile(str(path), wrapwidth=110) if path.is_file() else None


def header() -> dict[str, str]:
    return {
        "Language": LANGUAGE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
