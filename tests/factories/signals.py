"""Signals, made by the acts a person has."""

from itertools import count

from tests.factories import people
from utkik.signals import begin, publish, talk, write
from utkik.signals.fields import ALL as FIELDS
from utkik.signals.models import Signal

_signal_numbers = count(1)


def signal(*, organisation=None, author=None, state="draft", published_at=None, **fields):
    """A signal by a scanner. Published and withdrawn ones are whole; `fields` are Signal's own."""
    home = organisation or (author.organisation if author else people.organisation())
    author = author or people.member("scanner", organisation=home)
    whole = {
        "headline": f"Signal {next(_signal_numbers)}",
        "fact": "Regionen prövar gemensamma vårdrum. Tre kommuner är med.",
        "matter": "Vi bygger nytt äldreboende och kan planera in rummen redan nu.",
        "level": "near",
        "area": fields.pop("area", None) or _area(home),
    } | fields
    made = begin.blank(by=author)
    own = {name: value for name, value in whole.items() if name in FIELDS}
    write.save(made, own, by=author, version=made.version)
    others = {name: value for name, value in whole.items() if name not in FIELDS}
    if others:
        Signal.objects.filter(pk=made.pk).update(**others)
    if state != "draft":
        publish.publish(made, by=author, version=made.version)
    if state == "withdrawn":
        publish.withdraw(made, by=author)
    if published_at:
        Signal.objects.filter(pk=made.pk).update(published_at=published_at)
    made.refresh_from_db()
    return made


def comment(signal=None, text="Vi borde fråga fritid också.", *, by=None):
    """Something said about a signal."""
    signal = signal or globals()["signal"](state="published")
    by = by or people.member("contributor", organisation=signal.organisation)
    return talk.say(signal.conversation, text, by=by)


def _area(home):
    return home_areas(home).first() or people.area(organisation=home)


def home_areas(home):
    return people.Area.objects.filter(organisation=home)
