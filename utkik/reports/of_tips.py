"""What became of a tip here: the management team's answer, and how it went."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from utkik.people.models import Membership
from utkik.reports.models import FollowUp, Response
from utkik.signals import of_tips
from utkik.stream.models import Tip
from utkik.stream.tipped import ANSWERED, Way


def ways(tips: Sequence[Tip], member: Membership) -> dict[int, Way]:
    """Tip's key → its way, for those whose signal was answered."""
    signals = of_tips.of_entries(tips, member)
    given = Response.objects.for_member(member).given().filter(outcome__signal__in=signals.values())
    found = given.select_related("outcome", "unit", "follow_up").order_by("given_at", "pk")
    answers = {response.outcome.signal_id: response for response in found}
    told = {tip.pk: signals[tip.entry_id] for tip in tips if tip.entry_id in signals}
    return {key: _way(answers[s.pk], s.number, s.get_absolute_url()) for key, s in told.items() if s.pk in answers}


def _way(response: Response, number: int, url: str) -> Way:
    follow_up: FollowUp | None = getattr(response, "follow_up", None)
    choice = str(response.get_choice_display())
    told = {"number": number, "unit": response.unit.name if response.unit else "", "choice": choice.lower()}
    short, link = _("Answer: %(choice)s") % told, _("Read the signal")
    if follow_up and follow_up.state == FollowUp.State.DONE:
        said = _("Became signal %(number)d. How it went: %(result)s") % (told | {"result": follow_up.result})
        return Way(ANSWERED, said, short, url, link, follow_up.result_at)
    if told["unit"]:
        said = _("Became signal %(number)d, lifted. The management team takes it further to %(unit)s.") % told
    else:
        said = _("Became signal %(number)d, lifted. The management team answers: %(choice)s.") % told
    return Way(ANSWERED, said, short, url, link, response.given_at)
