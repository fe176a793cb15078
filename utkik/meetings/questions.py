"""Questions: things of their own, asked, reworded, laid away and had back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from utkik import clock
from utkik.meetings import convening, wrong
from utkik.meetings.models import Question
from utkik.people import log
from utkik.people.models import Membership


@transaction.atomic
def ask(text: str, *, by: Membership, prompts: list[str] | None = None) -> Question:
    """A question of its own, with what invites to think far. Raises NotTheGroups, NeedsWords."""
    convening.check(by)
    if not text:
        raise wrong.NeedsWords
    question = Question.objects.create(
        organisation_id=by.organisation_id, text=text, prompts=prompts or [], asked_by=by
    )
    log.record("question.asked", question, by=by)
    return question


@transaction.atomic
def reword(question: Question, fields: dict[str, Any], *, by: Membership, version: int) -> bool:
    """Other words of a question. Raises NotTheGroups, ChangedMeanwhile, NeedsWords."""
    convening.check(by, question)
    if not fields.get("text"):
        raise wrong.NeedsWords
    rows = Question.objects.for_member(by).filter(pk=question.pk, version=version)
    kept = {"text": fields["text"], "prompts": fields["prompts"]}
    if not rows.update(**kept, version=version + 1, changed_at=clock.now()):
        raise wrong.ChangedMeanwhile
    log.record("question.reworded", question, by=by, changed=list(kept))
    return True


def remove(question: Question, *, by: Membership) -> bool:
    """Off the list and out of the forums that ask it, to be had back. Raises NotTheGroups."""
    return _mark(question, by, "question.removed", {"removed_at": None}, clock.now())


def bring_back(question: Question, *, by: Membership) -> bool:
    return _mark(question, by, "question.brought_back", {"removed_at__isnull": False}, None)


@transaction.atomic
def _mark(question: Question, by: Membership, verb: str, before: dict[str, Any], value: Any) -> bool:
    convening.check(by, question)
    if not Question.objects.for_member(by).filter(pk=question.pk, **before).update(removed_at=value):
        return False
    log.record(verb, question, by=by)
    return True
