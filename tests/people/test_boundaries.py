import pytest

from tests import factories as make
from tests.access_table import FILLS
from utkik.people.boundaries import crossings
from utkik.people.models import Organisation

pytestmark = pytest.mark.django_db


def test_what_is_made_crosses_no_boundary():
    for fill in FILLS:
        fill(make.organisation(), "Sandvik")
        fill(make.organisation("norras"), "Norrås")
    assert crossings() == []


def test_a_foreign_key_into_a_neighbour_is_found():
    area = make.area("Klimat", owner=make.stranger())
    assert crossings() == [f"people.Area.owner: [{area.pk}]"]


def test_a_logo_of_a_neighbour_is_found():
    theirs = make.logo(make.organisation("norras"))
    mine = make.organisation()
    Organisation.objects.filter(pk=mine.pk).update(logo=theirs)
    assert crossings() == [f"people.Organisation.logo: [{mine.pk}]"]
