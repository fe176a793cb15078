"""The bank of examples: the list, a card, its words, its steps, and one's own contact."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.meetings import bank, contacts, example_shown, rows
from utkik.meetings.example_forms import ContactForm, ExampleForm, StepForm
from utkik.meetings.models import Contact, Example, ExampleStep
from utkik.meetings.views.filling import Sheet, fill
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.signals.models import Signal
from utkik.web import said

NAMES = {"example": ("example.removed", "example.brought_back"), "step": ("example.step_removed", "example.step_back")}


def example_of(request: MemberRequest, pk: int, *, removed: bool = False) -> Example:
    """The organisation's example, else 404."""
    mine = Example.objects.for_member(request.member).filter(removed_at__isnull=not removed)
    return get_object_or_404(mine.select_related("organisation", "area", "place", "signal__organisation"), pk=pk)


@require_safe
@allowed("reader")
def examples(request: MemberRequest) -> HttpResponse:
    """What others did and how, the furthest come first."""
    found = example_shown.find(request.member, request.GET.dict())
    kept = {name: request.GET[name] for name in example_shown.FACETS if request.GET.get(name)}
    context = {
        "found": found,
        "finding": example_shown.finding(found.every, request.organisation.today()),
        "kept": kept,
        "show": request.GET.get("show", ""),
        "is_narrowed": bool(kept) or bool(request.GET.get("show")),
    }
    return render(request, "meetings/examples.html", context)


@require_safe
@allowed("reader")
def example(request: MemberRequest, pk: int) -> HttpResponse:
    """One card with its steps, its visits, and the member's own contact."""
    found = example_of(request, pk)
    steps = list(
        found.steps.standing().select_related(
            "unit",
            "trend__organisation",
            "follow_up__organisation",
            "follow_up__response__outcome__signal",
            "visit__organisation",
        )
    )
    seen = found.signal if found.signal and found.signal.is_published else None
    context = {
        "example": found,
        "card": example_shown.card(found, steps, request.organisation.today()),
        "steps": steps,
        "visits": found.visits.standing().select_related("organisation").order_by("-on"),
        "contact": Contact.objects.of(request.member).filter(example=found).first(),
        "signal": seen,
    }
    return render(request, "meetings/example.html", context)


@allowed("scanner")
@once
def new_example(request: MemberRequest) -> HttpResponse:
    """An example that no signal told of."""

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        made = bank.begin(told, by=request.member)
        said.say(request, _("The example is collected"))
        return redirect(made.get_absolute_url())

    sheet = Sheet(
        heading=_("Add an example"),
        key="example-new",
        back=reverse("meetings:examples", args=[request.organisation.slug]),
        back_words=_("Examples"),
        save=_("Add the example"),
        lead=_("Who did what, and how. From a signal it is made with one button on the signal’s page."),
    )
    return fill(request, sheet, partial(ExampleForm, by=request.member), act)


@require_POST
@allowed("scanner")
def example_from_signal(request: MemberRequest, number: int) -> HttpResponse:
    """One act: the signal's words become a card. Where who or how is missing, the card is opened to be finished."""
    published = Signal.objects.for_member(request.member).published().select_related("organisation", "place", "area")
    made = bank.from_signal(get_object_or_404(published, number=number), by=request.member)
    undo = reverse("meetings:remove_example", args=[request.organisation.slug, made.pk])
    said.say(request, _("The signal is an example as well"), undo_url=undo)
    if made.who and made.how:
        return redirect(made.get_absolute_url())
    return redirect("meetings:edit_example", request.organisation.slug, made.pk)


@allowed("scanner")
def edit_example(request: MemberRequest, pk: int) -> HttpResponse:
    found = example_of(request, pk)

    def act(told: dict[str, Any], version: int) -> HttpResponse:
        bank.change(found, told, by=request.member, version=version)
        said.say(request, _("Saved"))
        return redirect(found.get_absolute_url())

    sheet = Sheet(
        heading=_("Change the example"),
        key=f"example-{found.pk}",
        back=found.get_absolute_url(),
        back_words=found.title,
        save=_("Save"),
        thing=found,
    )
    initial = {name: getattr(found, name) for name in bank.WORDS}
    return fill(request, sheet, partial(ExampleForm, by=request.member), act, initial)


@allowed("scanner")
@once
def add_step(request: MemberRequest, pk: int) -> HttpResponse:
    """One step nearer to those who did it."""
    found = example_of(request, pk)

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        step = bank.take_step(found, told, by=request.member)
        undo = reverse("meetings:remove_step", args=[request.organisation.slug, found.pk, step.pk])
        said.say(request, _("The step is noted"), undo_url=undo)
        return redirect(found.get_absolute_url())

    here = bank.furthest(list(found.steps.standing()))
    order = list(ExampleStep.Sort)
    following = order[min(here.place + 1, len(order) - 1)] if here else order[0]
    initial = {"on": request.organisation.today(), "sort": following}
    sheet = _step_sheet(found, _("How near have we come?"), "new")
    return fill(request, sheet, partial(StepForm, by=request.member), act, initial)


@allowed("scanner")
def change_step(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    found = example_of(request, pk)
    step = get_object_or_404(found.steps.standing(), pk=row)

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        rows.change(step, "example.step_changed", by=request.member, **told)
        said.say(request, _("Saved"))
        return redirect(found.get_absolute_url())

    names = StepForm.base_fields
    sheet = _step_sheet(found, _("Change the step"), str(step.pk))
    return fill(
        request, sheet, partial(StepForm, by=request.member), act, {name: getattr(step, name) for name in names}
    )


def _step_sheet(found: Example, heading: str, key: str) -> Sheet:
    return Sheet(
        heading=heading,
        key=f"example-{found.pk}-step-{key}",
        back=found.get_absolute_url(),
        back_words=found.title,
        save=_("Note the step"),
    )


@require_POST
@allowed("scanner")
def remove_step(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    found = example_of(request, pk)
    step = get_object_or_404(found.steps.standing(), pk=row)
    if rows.lay_away(step, NAMES["step"][0], by=request.member):
        undo = reverse("meetings:bring_step_back", args=[request.organisation.slug, pk, row])
        said.say(request, _("The step is removed"), undo_url=undo)
    return redirect(found.get_absolute_url())


@require_POST
@allowed("scanner")
def bring_step_back(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    found = example_of(request, pk)
    step = get_object_or_404(found.steps.exclude(removed_at=None), pk=row)
    if rows.bring_back(step, NAMES["step"][1], by=request.member):
        said.say(request, _("The step is back"))
    return redirect(found.get_absolute_url())


@require_POST
@allowed("scanner")
def remove_example(request: MemberRequest, pk: int) -> HttpResponse:
    found = example_of(request, pk)
    if rows.lay_away(found, NAMES["example"][0], by=request.member):
        undo = reverse("meetings:bring_example_back", args=[request.organisation.slug, pk])
        said.say(request, _("The example is removed"), undo_url=undo)
    return redirect("meetings:examples", request.organisation.slug)


@require_POST
@allowed("scanner")
def bring_example_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = example_of(request, pk, removed=True)
    if not rows.bring_back(found, NAMES["example"][1], by=request.member):
        said.say(request, _("Another example of that signal has been made meanwhile"))
        return redirect("meetings:examples", request.organisation.slug)
    said.say(request, _("The example is back"))
    return redirect(found.get_absolute_url())


@allowed("scanner")
def contact(request: MemberRequest, pk: int) -> HttpResponse:
    """The member's own contact at those who did it: seen by nobody else, gone after two years."""
    found = example_of(request, pk)
    mine = Contact.objects.of(request.member).filter(example=found).first()

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        contacts.keep(found, by=request.member, **told)
        said.say(request, _("The contact is kept for you alone, for two years"))
        return redirect(found.get_absolute_url())

    sheet = Sheet(
        heading=_("Your contact"),
        key=f"example-{found.pk}-contact",
        back=found.get_absolute_url(),
        back_words=found.title,
        save=_("Keep the contact"),
        lead=_("Seen by you alone, deleted after two years. Write what is needed for work, nothing private."),
    )
    return fill(request, sheet, ContactForm, act, {"name": mine.name, "reached_at": mine.reached_at} if mine else {})


@require_POST
@allowed("scanner")
def delete_contact(request: MemberRequest, pk: int) -> HttpResponse:
    """Gone for good: personal data has no undo."""
    found = example_of(request, pk)
    if contacts.delete(found, by=request.member):
        said.say(request, _("The contact is deleted"))
    return redirect(found.get_absolute_url())
