"""A unit's own report: from its own round, at an address of its own, beside the whole's of the same month."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from utkik.people import own_group
from utkik.reports import begin
from utkik.reports.models import Report
from utkik.rounds import choose, closing

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


def test_a_unit_publishes_beside_the_whole(client):
    analyst = make.member("analyst")
    home = analyst.organisation
    unit = make.unit("Utbildning", organisation=home)
    head = make.member("reader", organisation=home)
    own_group.give(unit, head, "analyst", by=analyst)
    whole = make.report(home, by=analyst, period=NOVEMBER)
    area = make.area("Skola", organisation=home, unit=unit)
    signal = make.signal(organisation=home, author=analyst, state="published", area=area)
    round = make.open_round(NOVEMBER, by=head, organisation=home, unit=unit)
    closing.close(round, by=head)
    choose.note(round, signal.pk, "lifted", by=head)
    theirs = begin.begin(closing.lock(round, by=head, limits_line="En."), by=head)
    assert theirs.month == f"2026-11-u{unit.pk}"
    client.force_login(head.user)
    at = [home.slug, theirs.month]
    assert client.get(reverse("reports:build", args=at)).status_code == 200
    assert client.get(reverse("reports:publish", args=at)).status_code == 200
    assert client.get(reverse("reports:build", args=[home.slug, whole.month])).status_code == 200
    assert client.get(reverse("reports:publish", args=[home.slug, whole.month])).status_code == 403
    assert client.get(reverse("reports:report", args=[home.slug, f"2026-11-u{unit.pk + 999}"])).status_code == 404
    assert Report.objects.filter(unit=None).get() == whole
