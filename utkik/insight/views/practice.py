"""Practice: ten sample articles, the real keys, nothing that counts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.insight import practising
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.web import said
from utkik.web.spelled import spelled


@require_safe
@allowed("scanner")
def practice(request: MemberRequest) -> HttpResponse:
    """The samples, the first undecided one open."""
    samples, decided = practising.SAMPLES, practising.decided(request.member)
    left = [sample for sample in samples if sample.number not in decided]
    alike = sum(decided.get(sample.number) == sample.advice for sample in samples)
    words = {
        "signal": _("Make signal"),
        "keep": _("Keep"),
        "later": _("Read later"),
        "dismiss": _("Not relevant"),
    }
    context = {
        "rows": [
            {
                "sample": sample,
                "now": bool(left) and sample == left[0],
                "told": words.get(decided.get(sample.number, "")),
                "advice": words[sample.advice],
                "alike": decided.get(sample.number) == sample.advice,
            }
            for sample in samples
        ],
        "left": len(left),
        "begun": bool(decided),
        "finding": _finding(len(left), len(samples), alike),
    }
    return render(request, "insight/practice.html", context)


def _finding(left: int, whole: int, alike: int) -> str:
    if left == whole:
        return _("Ten sample articles to practise on")
    if left:
        return _("%(left)s of ten left") % {"left": spelled(left, begins=True)}
    return _("%(alike)s of ten as a used hand would") % {"alike": spelled(alike, begins=True)}


@require_POST
@allowed("scanner")
def decide(request: MemberRequest, number: int) -> HttpResponse:
    """Decide on a sample: POST `act`; an empty one takes it back."""
    act = request.POST.get("act", "")
    if not practising.decide(request.member, number, act):
        raise Http404
    if act:
        undo = reverse("insight:practise", args=[request.organisation.slug, number])
        said.say(request, _("Decided, only here."), undo_url=undo)
    return redirect("insight:practice", request.organisation.slug)


@require_POST
@allowed("scanner")
def throw_away(request: MemberRequest) -> HttpResponse:
    """Nothing of the practice is left."""
    practising.throw_away(request.member)
    said.say(request, _("The practice is thrown away."))
    return redirect("insight:practice", request.organisation.slug)
