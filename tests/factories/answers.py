"""The management team's answers, what came of them, and commissions."""

from datetime import timedelta

from tests.factories import people, reports
from utkik.people.models import Unit
from utkik.reports import commission as commissions
from utkik.reports import follow, respond
from utkik.reports.models import FollowUp
from utkik.rounds.models import Round


def management(organisation=None):
    """The organisation's management team."""
    home = organisation or people.organisation()
    known = Unit.objects.for_organisation(home).filter(sort=Unit.Sort.MANAGEMENT).first()
    return known or people.unit("Kommunledningen", organisation=home, sort=Unit.Sort.MANAGEMENT)


def manager(organisation=None, **fields):
    """A reader who sits in the management team."""
    home = organisation or people.organisation()
    return people.member("reader", organisation=home, unit=management(home), **fields)


def further(unit, *, days=30, **fields):
    """An answer that takes a signal further."""
    due = fields.pop("due_on", unit.organisation.today() + timedelta(days=days))
    return respond.Answer("take_further", unit, fields.pop("owner_name", "Utvecklingschefen"), due, **fields)


def answered_round(organisation=None, *, by=None, choices=("take_further", "keep_watching"), given=True, **fields):
    """A decided round whose lifted signals are answered with `choices` in their order."""
    home = organisation or people.organisation()
    round = reports.locked_round(home, lifted=len(choices), more=fields.pop("more", 0), **fields)
    by = by or people.member("analyst", organisation=home)
    unit = Unit.objects.for_organisation(home).filter(name="Teknik").first() or people.unit("Teknik", organisation=home)
    for outcome, choice in zip(respond.lifted(round), choices, strict=True):
        answer = further(unit) if choice == "take_further" else respond.Answer(choice)
        respond.note(outcome, answer, by=by, version=0)
    if given:
        respond.hand_in(round, by=by)
    return Round.objects.get(pk=round.pk)


def follow_up(organisation=None, *, by=None, result="", effect="decision", **fields):
    """What a signal that was taken further waits for; with `result` it is finished."""
    home = organisation or people.organisation()
    by = by or people.member("analyst", organisation=home)
    round = answered_round(home, by=by, choices=("take_further",), **fields)
    found = FollowUp.objects.for_organisation(home).get(response__outcome__round=round)
    return follow.write(found, result, effect, by=by, version=found.version) if result else found


def commission(organisation=None, *, by=None, text="Bevaka elflyget till våren", days=60, **fields):
    """What a unit asks the group to watch."""
    home = organisation or people.organisation()
    by = by or people.member("analyst", organisation=home)
    asked = commissions.Asked(text, home.today() + timedelta(days=days), **fields)
    return commissions.ask(asked, management(home), by=by)
