from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tests import factories as make
from utkik.people import log
from utkik.people.models import Act, DisposalDecision

pytestmark = pytest.mark.django_db


def test_an_act_tells_who_did_what_with_which_fields():
    analyst = make.member("analyst")
    area = make.area()
    log.record("area.renamed", area, by=analyst, changed=["name", "code"])
    act = log.history(area).get()
    assert (act.member, act.verb, act.thing, act.changed) == (analyst, "area.renamed", "people.Area", ["code", "name"])


@pytest.mark.parametrize("statement", ["UPDATE people_act SET verb = 'x'", "DELETE FROM people_act"])
def test_the_database_refuses_to_change_the_log(statement):
    log.record("area.added", make.area(), by=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Act.objects.count() == 1


def test_a_month_goes_once_a_decision_names_it():
    act = log.record("area.added", make.area(), by=None)
    month = date(act.at.year, act.at.month, 1)
    DisposalDecision.objects.create(organisation=act.organisation, reason="Plan 7", log_month=month)
    Act.objects.filter(pk=act.pk).delete()
    assert not Act.objects.exists()
