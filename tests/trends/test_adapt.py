"""Making trends one's own, and what is remembered of it."""

import pytest

from tests import factories as make
from utkik.people.models import Act, Horizon
from utkik.trends import adapt, consequences, frameworks, outlines, refusals
from utkik.trends.models import Alteration, Trend

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make.member("analyst")


def test_a_shipped_framework_is_taken_in_with_its_ten_names_and_a_trend_chosen_from_it(analyst):
    outline = next(each for each in outlines.shipped() if each.code == "skr-vagval-4")
    framework = frameworks.bring(outline, by=analyst)
    assert framework.title == "SKR Vägval för framtiden 4"
    assert framework.is_complete and framework.trends.count() == 10

    trend = adapt.take_in(framework.trends.get(number=6), by=analyst, force=make.force())

    assert (trend.number, trend.name) == (1, "Ökad polarisering och utsatthet")
    assert trend.origin.framework == framework
    assert trend.conversation.path == trend.get_absolute_url()
    assert trend.alterations.get().what == "taken_in"


def test_shells_hold_only_verified_names_and_are_completed_without_losing_any(analyst):
    shells = {each.code: each for each in outlines.shipped()}
    assert not shells["skr-vagval-5"].trends and not shells["skr-vagval-5"].complete
    third = frameworks.bring(shells["skr-vagval-3"], by=analyst)
    assert frameworks.missing(third, third.trends.all()) == 9

    written = frameworks.fill(third, {4: "Ökad polarisering", 5: "Bostadsbrist", 6: ""}, by=analyst, source="Bok")

    assert written == 1
    assert third.trends.get(number=5).source == "Bok"
    assert not third.is_complete
    frameworks.bring(shells["skr-vagval-3"], by=analyst)
    assert third.trends.count() == 5

    frameworks.fill(third, {6: "Ännu ett namn"}, by=analyst, complete=True)
    assert not third.is_complete
    frameworks.fill(third, {number: f"Namn {number}" for number in range(7, 14)}, by=analyst, complete=True)
    assert third.is_complete


def test_a_change_keeps_before_after_why_and_from_whom(analyst):
    trend = make.trend(name="AI blir ett verktyg")
    unit = make.unit("Gymnasium")
    ground = adapt.Ground("Texten sa inget om arbete.", "", unit)

    adapt.change(trend, {"name": "AI blir en kollega", "text": trend.text}, by=analyst, version=1, ground=ground)

    kept = trend.alterations.get()
    assert (kept.what, kept.before, kept.after) == ("name", "AI blir ett verktyg", "AI blir en kollega")
    assert (kept.why, kept.unit, kept.by) == ("Texten sa inget om arbete.", unit, analyst)
    assert trend.version == 2
    assert trend.conversation.title == "AI blir en kollega"
    act = Act.objects.latest("pk")
    assert (act.verb, act.changed) == ("trend.changed", ["name"])


def test_who_saw_an_older_version_overwrites_nothing(analyst):
    trend = make.trend()
    adapt.describe(trend, by=analyst, text="Kollegans text.")

    with pytest.raises(refusals.ChangedMeanwhile):
        adapt.change(trend, {"text": "Min text."}, by=analyst, version=1)

    assert Trend.objects.get(pk=trend.pk).text == "Kollegans text."


def test_two_followed_trends_never_have_one_name(analyst):
    first, second = make.trend(name="Havet stiger"), make.trend(name="Värmen")
    with pytest.raises(refusals.NameTaken):
        adapt.rename(second, " havet  STIGER", by=analyst)
    adapt.end(first, by=analyst)
    adapt.rename(second, "Havet stiger", by=analyst)

    with pytest.raises(refusals.NameTaken):
        adapt.resume(first, by=analyst)


def test_a_trend_taken_off_keeps_its_number_and_comes_back(analyst):
    trend = adapt.add(by=analyst, name="Delningsekonomi")
    assert adapt.end(trend, by=analyst, ground=adapt.Ground("Inget nytt på tre år."))
    assert not adapt.end(trend, by=analyst)
    assert adapt.add(by=analyst, name="Värmen").number == 2
    with pytest.raises(refusals.NotFollowed):
        adapt.rename(trend, "Annat", by=analyst)

    assert adapt.resume(trend, by=analyst)
    assert [row.what for row in trend.alterations.order_by("pk")] == ["taken_in", "ended", "resumed"]


def test_a_consequence_is_one_per_committee_and_keeps_what_stood(analyst):
    trend, unit = make.trend(), make.unit("Vård och omsorg", sort="committee")
    first, second = consequences.Said("Fler platser.", None, 4), consequences.Said("120 fler platser.", None, 4)
    consequences.write(trend, unit, first, by=analyst, version=0)
    consequences.write(trend, unit, second, by=analyst, version=1)
    assert consequences.write(trend, unit, second, by=analyst) is None
    with pytest.raises(refusals.ChangedMeanwhile):
        consequences.write(trend, unit, first, by=analyst, version=1)

    [(shown, said)] = consequences.rows(trend)
    assert (shown, said.text, said.version) == (unit, "120 fler platser.", 2)
    assert list(trend.alterations.order_by("pk").values_list("before", "after")) == [
        ("", "Fler platser."),
        ("Fler platser.", "120 fler platser."),
    ]


def test_owner_deputy_horizon_and_pressure_are_set_with_their_why(analyst):
    trend = make.trend()
    far = Horizon.objects.for_member(analyst).valid().last()
    adapt.set_owner(trend, analyst, None, by=analyst)
    adapt.set_horizon(trend, far, by=analyst, why="Lagkraven sköts upp.")
    adapt.set_pressure(trend, 5, by=analyst)

    assert (trend.owner, trend.horizon, trend.pressure) == (analyst, far, 5)
    assert Alteration.objects.get(what="horizon").after == far.name
