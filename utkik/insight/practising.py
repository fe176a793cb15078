"""Ten sample articles to practise on with the real keys: nothing of it reaches the stream, all can be thrown away."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utkik.people import drafts
from utkik.people.models import Membership

KEY = "practice"
ACTS = ("signal", "keep", "later", "dismiss")


@dataclass(frozen=True)
class Sample:
    """An article that somebody made up, what a used hand would do with it, and why."""

    number: int
    source: str | Promise
    title: str | Promise
    text: str | Promise
    advice: str
    why: str | Promise


TOLD = (
    (
        _("The county’s news"),
        _("Neighbouring municipality tries school buses on call"),
        _("Pupils in three villages order their bus in an app. The trial costs less than fixed lines."),
        "signal",
        _("Somebody near us does something new, tells how, and it touches our own budget: a signal, kind example."),
    ),
    (
        _("The municipality’s own news"),
        _("The swimming hall is closed for cleaning in week 8"),
        _("The hall opens again on Monday in week 9. Courses are moved."),
        "dismiss",
        _("Service information, over in two weeks. Nothing to learn from it."),
    ),
    (
        _("A government agency"),
        _("Report: the number of children starting school falls in nine municipalities of ten"),
        _("The forecast to 2035 shows the steepest fall in the smallest places. Staff are planned for more."),
        "signal",
        _("A figure, a year and a direction: it challenges what our plans of premises take for granted."),
    ),
    (
        _("A research institute"),
        _("Call for projects on heat in dense towns"),
        _("Municipalities can apply together with a university until 15 March."),
        "later",
        _("It has a date, and somebody else must say yes first. Put it off to the day you know more."),
    ),
    (
        _("A firm’s newsroom"),
        _("Our platform is now even better"),
        _("The supplier presents a new version of its service for case handling."),
        "dismiss",
        _("Advertising. What would interest us is a municipality that tells what it led to."),
    ),
    (
        _("The national broadcaster"),
        _("Home care tries night supervision by camera: calmer nights"),
        _("After a year two in three users want to keep the camera. The staff drive 40 per cent less at night."),
        "signal",
        _("A way there and a result. Who did it, and how, can be filled in at once."),
    ),
    (
        _("The county’s news"),
        _("Third shop in the village centre closes this year"),
        _("The owner of the building looks for new tenants. The municipality has no plan for the square yet."),
        "keep",
        _("Alone it is a piece of news; together with two others it may be a pattern. Keep it."),
    ),
    (
        _("The European Union"),
        _("Agreement on stricter rules for waste water"),
        _("Larger treatment plants must remove medicine residues by 2045. The producers pay most of it."),
        "signal",
        _("Far off and certain: a decision that costs, long before it is noticed. Horizon further on."),
    ),
    (
        _("A local newspaper"),
        _("Debate: the politicians never listen"),
        _("The writer wants the road past the school closed to through traffic."),
        "keep",
        _("One voice. Keep it if trust or traffic is your area, and see whether more come."),
    ),
    (
        _("A municipality in another country"),
        _("Danish town lets inhabitants decide a tenth of the park budget"),
        _("Four thousand voted, more of them young than in the election. The first parks are built this spring."),
        "signal",
        _("An example with a result from outside. Who, how, and what it led to stands in the text."),
    ),
)
SAMPLES = tuple(Sample(place, *row) for place, row in enumerate(TOLD, 1))


def decided(member: Membership) -> dict[int, str]:
    """What the member has decided so far: number of the sample → act."""
    kept = drafts.load(member, KEY)
    return {int(number): act for number, act in kept.items() if number.isdigit() and act in ACTS}


def decide(member: Membership, number: int, act: str) -> bool:
    """Decide on a sample; an empty act takes the decision back. False for a sample or an act that is none."""
    if act not in (*ACTS, "") or number not in range(1, len(SAMPLES) + 1):
        return False
    kept = {str(key): value for key, value in decided(member).items()}
    kept.pop(str(number), None)
    drafts.save(member, KEY, kept | ({str(number): act} if act else {}))
    return True


def throw_away(member: Membership) -> None:
    drafts.discard(member, KEY)
