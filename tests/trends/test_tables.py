"""What the database itself holds to, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests import factories as make
from utkik.people import begin
from utkik.trends.models import Edition as TrendEdition
from utkik.trends.models import EditionTrend, Force, Proposal, Trend

pytestmark = pytest.mark.django_db


def test_a_new_organisation_has_five_forces_in_its_language():
    swedish = begin.set_up(begin.Beginning(name="Sandviks kommun", email="a@example.org", password="x" * 20))
    english = begin.set_up(begin.Beginning(name="North", email="b@example.org", password="x" * 20, language="en"))

    assert [force.name for force in Force.objects.for_member(swedish).valid()] == [
        "Demografi",
        "Värderingar",
        "Teknik",
        "Klimat",
        "Globalisering",
    ]
    assert Force.objects.for_member(english).valid().first().name == "Demography"


@pytest.mark.parametrize("model", [TrendEdition, EditionTrend])
def test_a_frozen_edition_refuses_every_change(model):
    make.trend()
    make.trend_edition()

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.update(name="Något annat")


def test_a_number_stands_once_in_an_organisation_and_again_in_another():
    first = make.trend()
    assert make.trend(make.organisation("norras")).number == first.number

    with pytest.raises(IntegrityError), transaction.atomic():
        make.trend(number=first.number)


def test_a_declined_proposal_has_a_reason():
    with pytest.raises(IntegrityError), transaction.atomic():
        make.proposal(state=Proposal.State.DECLINED)


def test_ended_trends_stand_no_more():
    stands, ended = make.trend(), make.trend(ended_at="2026-11-01T12:00Z")

    assert list(Trend.objects.standing()) == [stands]
    assert ended in Trend.objects.seen_by(make.member())
