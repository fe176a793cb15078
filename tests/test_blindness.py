"""While a round is open, a marked reason and a marked sum are in no address's answer, as any role."""

import json
from datetime import date

import pytest
from django.core import mail
from django.db import transaction

from tests import factories as make
from tests.access import walk
from tests.access.row import ROLES
from tests.access_table import FILLS, TABLE
from tests.documents import trees
from tests.inside import text_of, words_of
from utkik.command import stats
from utkik.documents import excel, pdf
from utkik.documents.runs import blocks
from utkik.people.models import Act, Delivery
from utkik.rounds import closing, judge
from utkik.rounds.models import Assessment, Round

pytestmark = pytest.mark.django_db
REASON, POINTS, SUM = "Hemligtskälet", 7919, "15838"


@pytest.fixture
def cast():
    return walk.Cast()


def an_open_round(cast):
    """A round in which two members gave a signal 7919 points each (which no other number on a page is)."""
    for fill in FILLS:
        fill(cast.organisation, "Ord")
    Round.objects.filter(organisation=cast.organisation).exclude(state="locked").delete()
    for place, locked in enumerate(Round.objects.filter(organisation=cast.organisation), 1):
        Round.objects.filter(pk=locked.pk).update(period=f"2020-{place:02}-01")
    author = make.member("scanner", organisation=cast.organisation)
    signal = make.signal(organisation=cast.organisation, author=author, state="published")
    round = make.open_round(date(2020, 12, 1), organisation=cast.organisation, by=cast.analyst)
    judges = [make.member("scanner", organisation=cast.organisation) for _ in range(2)]
    for member in judges:
        judge.explain(make.ballot(round, member, {signal: 3}), signal.pk, REASON)
    Assessment.objects.filter(round=round).update(value=POINTS)
    return round, judges, signal


def answers(client, cast, round, signal):
    """Every address of the table (in whatever state its row makes), and those of this round and signal."""
    own = [f"/o/sandvik/rounds/{round.pk}", f"/o/sandvik/rounds/{round.pk}/outcome"]
    own.append(f"/o/sandvik/signals/{signal.number}")
    for row in TABLE:
        if row.method == "GET" and not (row.args and row.route.startswith("rounds:")):
            with transaction.atomic():
                yield row.id, client.get(cast.address(row), headers=row.headers)
                transaction.set_rollback(True)  # what the row made must not stand in the next one's way
    for address in own:
        yield address, client.get(address)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "nobody"])
def test_no_answer_tells_a_reason_or_a_sum(role, cast):
    round, _judges, signal = an_open_round(cast)
    client = cast.client(role)
    leaks = [
        where
        for where, response in answers(client, cast, round, signal)
        if any(mark in text_of(response) for mark in (REASON, SUM, str(POINTS)))
    ]
    assert leaks == []


def test_another_judge_sees_only_their_own(cast):
    round, judges, signal = an_open_round(cast)
    judge.explain(judge.open_ballot(round, judges[0]), signal.pk, "Mitt eget skäl")
    client = cast.client("scanner")
    page = text_of(client.get(f"/o/sandvik/rounds/{round.pk}"))
    assert REASON not in page and "Mitt eget skäl" not in page
    client.force_login(judges[0].user)
    page = text_of(client.get(f"/o/sandvik/rounds/{round.pk}"))
    assert "Mitt eget skäl" in page and REASON not in page


def test_neither_mail_nor_the_log_nor_the_figures_tell(cast):
    an_open_round(cast)
    told = [message.body for message in mail.outbox]
    told += [delivery.text for delivery in Delivery.objects.all()]
    told += [json.dumps([act.details, act.changed]) for act in Act.objects.all()]
    told.append(json.dumps(stats.counts()))
    assert not [text for text in told if REASON in text or SUM in text or str(POINTS) in text]


def test_the_marks_are_found_once_the_round_is_closed(cast):
    """The search above could find them: it does, on the page where they belong."""
    round, judges, _signal = an_open_round(cast)
    closing.close(round, by=cast.analyst)
    client = cast.client("scanner")
    client.force_login(judges[0].user)
    page = text_of(client.get(f"/o/sandvik/rounds/{round.pk}/outcome"))
    assert REASON in page and SUM in page


def test_a_mark_would_be_found_in_a_workbook_and_in_a_pdf_too():
    book = excel.write([excel.Sheet("Signaler", ["Skäl", "Poäng"], [[REASON, POINTS]])])
    assert REASON in words_of(book) and str(POINTS) in words_of(book)
    made = trees.month(trees.summary(trees.item(1)), trees.signal(1, new=blocks(f"{REASON} {SUM}")))
    printed = words_of(pdf.render(made).content)
    assert REASON in printed and SUM in printed
