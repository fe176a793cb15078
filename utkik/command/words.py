"""The forms of the command, as README's table has them."""

from __future__ import annotations

import argparse

from utkik import __version__


def parser() -> argparse.ArgumentParser:
    """All verbs with their options; `module` of the result names the module that carries it out."""
    whole = argparse.ArgumentParser(prog="utkik", description="Systematic horizon scanning for a municipality.")
    whole.add_argument("--version", action="version", version=f"utkik {__version__}")
    verbs = whole.add_subparsers(required=True, metavar="COMMAND")
    _running(verbs)
    _beginning(verbs)
    _collecting(verbs)
    _keeping(verbs)
    return whole


def _running(verbs) -> None:
    run = _verb(verbs, "run", "web and background work together, until stopped")
    web = _verb(verbs, "web", "the web alone, for several machines")
    for verb in (run, web):
        verb.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
    _verb(verbs, "worker", "the background work alone, for several machines")


def _beginning(verbs) -> None:
    setup = _verb(verbs, "setup", "the first visit without a browser; prints the organisation's slug")
    setup.add_argument("--organisation", required=True, metavar="NAME")
    setup.add_argument("--email", required=True)
    setup.add_argument("--password-file", required=True, metavar="FILE", help="its first line is the password")
    setup.add_argument("--language", default="sv", choices=["sv", "en"])
    setup.add_argument("--starter-pack", default="", metavar="FILE", help="OPML of sources, or none")
    setup.add_argument("--another", action="store_true", help="although an organisation exists")
    _verb(verbs, "demo", "fills an empty data directory with an example municipality; prints its log-ins")
    password = _verb(verbs, "password", "sets a password, or prints a link that does")
    password.add_argument("email")
    password.add_argument("--password-file", metavar="FILE")


def _collecting(verbs) -> None:
    sources = verbs.add_parser("sources", help="OPML in and out")
    ways = sources.add_subparsers(required=True, metavar="import|export")
    taken = _verb(ways, "import", "adds the sources of an OPML file or address", module="sources_import")
    taken.add_argument("file", metavar="FILE_OR_URL")
    given = _verb(ways, "export", "writes the organisation's sources as OPML", module="sources_export")
    given.add_argument("file", metavar="FILE")
    _of_organisation(taken, given)
    probe = _verb(verbs, "probe", "fetches and reads addresses as the collector would; stores nothing")
    probe.add_argument("addresses", nargs="+", metavar="ADDRESS")
    collect = _verb(verbs, "collect", "one pass over the due feeds of all organisations")
    collect.add_argument("--all", action="store_true", help="the feeds that are not due as well")


def _keeping(verbs) -> None:
    _verb(verbs, "stats", "how much there is of everything")
    report = _verb(verbs, "report", "writes a published report's newest edition to a file")
    report.add_argument("month", metavar="YYYY-MM")
    report.add_argument("--format", required=True, choices=["html", "pdf", "md"])
    report.add_argument("--output", required=True, metavar="FILE")
    analysis = _verb(verbs, "analysis", "writes a settled budget analysis, or a committee's part of it, to a file")
    analysis.add_argument("year", metavar="YEAR", help="the budget year")
    analysis.add_argument("--format", required=True, choices=["html", "pdf", "md"])
    analysis.add_argument("--output", required=True, metavar="FILE")
    analysis.add_argument("--committee", metavar="NAME", help="its part alone, by the registered name")
    _of_organisation(report, analysis)
    for name, what in (("backup", "writes database and uploads to one file"), ("restore", "reads such a file back")):
        _verb(verbs, name, what).add_argument("file", metavar="FILE")


def _verb(verbs, name: str, what: str, *, module: str = "") -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=what, description=f"utkik {name}: {what}.")
    verb.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    verb.set_defaults(module=module or name)
    return verb


def _of_organisation(*verbs: argparse.ArgumentParser) -> None:
    for verb in verbs:
        verb.add_argument("--organisation", metavar="SLUG", help="may be left out where there is one")
