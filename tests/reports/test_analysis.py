"""A budget analysis: begun from the trends, arranged, written together, out for input, settled and frozen."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from utkik import clock
from utkik.documents import check, tree
from utkik.people.models import Act
from utkik.reports import refusals
from utkik.reports.analysis import (
    arrange,
    begin,
    comment,
    compose,
    export,
    material,
    publish,
    states,
    texts,
    words,
    write,
)
from utkik.reports.compose import Issue
from utkik.reports.models import AnalysisEdition, AnalysisFile
from utkik.reports.texts import mark
from utkik.trends import judging

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 12, 4, 8, tzinfo=UTC)


def numbers(analysis):
    return [chapter.trend.number for chapter in texts.chapters_of(analysis)]


def stored(edition):
    files = AnalysisFile.objects.for_organisation(edition.organisation).filter(edition=edition)
    return {(file.part_id, file.form): bytes(file.content) for file in files} | {"article": edition.article}


def settled(**fields):
    with clock.at(MOMENT):
        analysis = make.settled_analysis(**fields)
    return analysis, analysis.editions.get()


def test_it_begins_with_the_trends_that_stand_the_hardest_pressing_first():
    light, hard = make.trend(pressure=2), make.trend(pressure=5)
    make.trend(pressure=5, ended_at=clock.now())
    analysis = begin.begin(2028, by=make.member("scanner"))
    assert numbers(analysis) == [hard.number, light.number]
    chapter = texts.chapters_of(analysis)[0]
    assert (chapter.what, chapter.meaning) == (hard.happening, hard.text)
    assert begin.begin(2028, by=make.member("scanner")).pk == analysis.pk


def test_it_takes_over_what_the_committees_wrote():
    trend, unit = make.trend(), make.committee()
    make.consequence(trend, unit, "Räkna med 120 fler platser.", 5)
    analysis = begin.begin(2028, by=make.member("scanner"))
    fields = texts.snapshot(analysis)
    assert fields[f"says-{trend.number}-{unit.pk}"] == "Räkna med 120 fler platser."
    assert fields[f"press-{trend.number}-{unit.pk}"] == "5"
    assert [part.unit for part in texts.parts_of(analysis)] == [unit]


@pytest.mark.parametrize("year", [0, 1999, 2101])
def test_no_budget_has_such_a_year(year):
    with pytest.raises(ValueError, match=str(year)):
        begin.begin(year, by=make.member("scanner"))


def test_trends_are_moved_taken_out_and_taken_in_again():
    analysis, by = make.analysis(), make.member("scanner")
    first, second, third = numbers(analysis)
    assert arrange.move(analysis, third, 1, by=by) == 1
    assert numbers(analysis) == [third, first, second]
    assert arrange.move(analysis, third, 99, by=by) == 3
    assert arrange.leave(analysis, first, by=by) is True
    assert arrange.leave(analysis, first, by=by) is False
    assert numbers(analysis) == [second, third]
    assert [trend.number for trend in arrange.left_out(analysis)] == [first]
    assert arrange.take(analysis, first, by=by) is True
    assert numbers(analysis) == [second, third, first]


def test_a_consequence_is_added_for_a_unit_and_taken_out():
    analysis, by = make.analysis(units=1), make.member("scanner")
    one, unit = numbers(analysis)[0], make.committee("Byggnadsnämnden")
    assert arrange.concern(analysis, one, unit.pk, by=by) is True
    assert arrange.concern(analysis, one, unit.pk, by=by) is False
    assert arrange.concern(analysis, one, make.unit("Ledningen", sort="management").pk, by=by) is False
    write.save(analysis, {f"says-{one}-{unit.pk}": "Höj golvet.", f"press-{one}-{unit.pk}": "9"}, {}, by=by)
    fields = texts.snapshot(analysis)
    assert fields[f"says-{one}-{unit.pk}"] == "Höj golvet."
    assert fields[f"press-{one}-{unit.pk}"] == ""
    assert arrange.spare(analysis, one, unit.pk, by=by) is True
    assert f"says-{one}-{unit.pk}" not in texts.snapshot(analysis)


def test_what_two_wrote_in_the_same_place_is_kept_from_both():
    analysis = make.analysis(whole=False)
    anna, bo = make.member("scanner"), make.member("scanner")
    begun = {"title": mark("")}
    assert write.save(analysis, {"title": "Annas"}, begun, by=anna).changed == ["title"]
    saved = write.save(analysis, {"title": "Bos"}, begun, by=bo)
    assert saved.clashes == {"title": "Bos"}
    analysis.refresh_from_db()
    assert analysis.title == "Annas"
    assert write.revisions(analysis).filter(aside=True, by=bo).get().fields["title"] == "Bos"


def test_a_settled_edition_holds_the_whole_and_a_part_for_each_committee():
    analysis, edition = settled()
    assert analysis.state == "settled"
    assert tree.faults(edition.tree) == []
    assert [part.title for part in edition.parts.order_by("position")] == [
        "Byggnadsnämnden",
        "Nämnden för vård och omsorg",
    ]
    files = AnalysisFile.objects.for_organisation(analysis.organisation).filter(edition=edition)
    assert files.count() == 9
    assert all(hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256 for file in files)
    assert edition.told.count() == 3
    assert edition.told_signals.count() == 6
    assert Act.objects.filter(verb="analysis.published").count() == 1


def test_every_pdf_of_an_edition_reads_back_without_a_fault():
    _analysis, edition = settled()
    files = stored(edition)
    assert check.read_back(files[None, "pdf"], edition.tree) == []
    for part in edition.parts.all():
        content = files[part.pk, "pdf"]
        assert check.read_back(content, part.tree) == []
        assert check.headings(content) == [level for level, _ in tree.headings(part.tree)]


def test_changing_trends_names_and_words_afterwards_changes_no_byte():
    analysis, edition = settled()
    before = stored(edition)
    home = analysis.organisation
    for chapter in texts.chapters_of(analysis):
        chapter.trend.name, chapter.trend.text = "Något annat", "Annat"
        chapter.trend.save()
        chapter.trend.evidence.all().delete()
    for part in analysis.parts.all():
        part.unit.name = f"Ny {part.unit.pk}"
        part.unit.save()
    home.name, home.accent = "Nya kommunen", "#111111"
    home.save()
    write.save(analysis, {"title": "En annan rubrik"}, {}, by=analysis.created_by)
    edition.refresh_from_db()
    assert stored(edition) == before
    assert export.content(home, 2028, "pdf") == before[None, "pdf"]


STEPS = st.lists(st.sampled_from(["title", "move", "leave", "take", "state", "settle"]), max_size=5)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_whatever_is_changed_and_settled_an_edition_never_changes(steps):
    home = make.organisation(f"kommun-{next(make.numbers)}")
    analysis = make.analysis(home, many=2, units=1, evidence=0)
    by, frozen = analysis.created_by, {}
    for place, step in enumerate([*steps, "settle"]):
        analysis.refresh_from_db()
        first = (numbers(analysis) or [0])[0]
        if step == "title":
            write.save(analysis, {"title": f"Rubrik {place}"}, {}, by=by)
        elif step == "move":
            arrange.move(analysis, first, 2, by=by)
        elif step == "leave" and len(numbers(analysis)) > 1:
            arrange.leave(analysis, first, by=by)
        elif step == "take" and arrange.left_out(analysis):
            arrange.take(analysis, arrange.left_out(analysis)[0].number, by=by)
        elif step == "state":
            states.take_back(analysis, by=by)
        elif step == "settle":
            edition = publish.publish(analysis, by=by, version=analysis.version)
            frozen[edition.pk] = stored(edition)
        for pk, held in frozen.items():
            assert stored(AnalysisEdition.objects.get(pk=pk)) == held


def test_it_is_refused_without_headline_or_trends():
    analysis = make.analysis(whole=False, many=1)
    with pytest.raises(refusals.NotReady) as refused:
        publish.publish(analysis, by=analysis.created_by, version=analysis.version)
    assert [place for place, _ in refused.value.missing] == ["analysis-title"]
    arrange.leave(analysis, numbers(analysis)[0], by=analysis.created_by)
    analysis.refresh_from_db()
    with pytest.raises(refusals.NotReady) as refused:
        publish.publish(analysis, by=analysis.created_by, version=analysis.version)
    assert "order" in [place for place, _ in refused.value.missing]


def test_it_is_refused_when_a_colleague_changed_it_meanwhile():
    analysis = make.analysis()
    prepared = publish.prepare(analysis, version=analysis.version)
    write.save(analysis, {"title": "Nytt"}, {}, by=make.member("scanner"))
    with pytest.raises(refusals.ChangedMeanwhile):
        publish.freeze(prepared, by=analysis.created_by)
    assert not analysis.editions.exists()


def test_it_goes_out_for_input_and_back_and_is_settled():
    analysis, by = make.analysis(), make.member("analyst")
    assert analysis.state == "working"
    assert states.send_out(analysis, date(2026, 11, 30), by=by).state == "out"
    assert states.take_back(analysis, by=by).state == "working"
    publish.publish(analysis, by=by, version=analysis.version)
    analysis.refresh_from_db()
    assert (analysis.state, analysis.due_on) == ("settled", None)


def test_it_does_not_go_out_before_a_committee_has_a_part():
    analysis = make.analysis(units=0)
    with pytest.raises(refusals.NothingToSend):
        states.send_out(analysis, None, by=analysis.created_by)


def test_only_the_committees_own_members_comment_and_only_while_it_is_out():
    analysis, by = make.analysis(), make.member("analyst")
    part, other = texts.parts_of(analysis)
    own = make.member("reader", unit=part.unit)
    with pytest.raises(refusals.NotOut):
        comment.say(part, "För tidigt", by=own)
    states.send_out(analysis, None, by=by)
    part, other = texts.parts_of(analysis)
    with pytest.raises(refusals.NotOut):
        comment.say(other, "Inte min", by=own)
    with pytest.raises(refusals.NotOut):
        comment.say(part, "Jag är analytiker", by=by)
    with pytest.raises(refusals.NothingSaid):
        comment.say(part, "  ", by=own)
    said = comment.say(part, "Siffran är från i fjol.", by=own)
    comment.answer(said, "Rättat.", by=by)
    assert [(one.text, one.answer) for one in comment.standing(part)] == [("Siffran är från i fjol.", "Rättat.")]
    assert comment.take_back(said, by=by) is False
    assert comment.take_back(said, by=own) is True
    assert comment.standing(part) == []
    assert comment.take_back(said, by=own, again=True) is True


def test_what_a_committee_said_is_counted_in_how_it_was_made():
    analysis = make.analysis()
    states.send_out(analysis, None, by=analysis.created_by)
    part = texts.parts_of(analysis)[0]
    comment.say(part, "Bra.", by=make.member("reader", unit=part.unit))
    analysis.refresh_from_db()
    made = compose.compose(material.gather(analysis), Issue(1, MOMENT))
    assert "En kommentar" in str(made["body"][-1])


def test_a_part_tells_of_its_own_trends_consequences_and_signals_alone():
    analysis, edition = settled()
    parts = {part.title: part for part in edition.parts.all()}
    care, building = parts["Nämnden för vård och omsorg"], parts["Byggnadsnämnden"]
    assert "Byggnadsnämnden" not in str(care.tree["body"][1:])
    assert len(next(node for node in care.tree["body"] if node["kind"] == "committee")["signals"]) == 6
    assert "signals" not in next(node for node in building.tree["body"] if node["kind"] == "committee")
    assert tree.headings(care.tree)[0] == (1, "Nämnden för vård och omsorg")


def test_a_trend_that_concerns_nobody_stands_in_the_whole_and_in_no_part():
    make.trend(name="Ensam trend", pressure=5)
    _analysis, edition = settled(many=1, units=1)
    assert "Ensam trend" in edition.article
    assert all("Ensam trend" not in part.article for part in edition.parts.all())


def test_one_bare_trend_is_enough():
    make.trend(text="", happening="", force=None, horizon=None, pressure=None)
    _analysis, edition = settled(many=0, units=0)
    assert check.read_back(stored(edition)[None, "pdf"], edition.tree) == []
    assert edition.parts.count() == 0


@pytest.mark.parametrize(
    ("written", "firm"),
    [
        ("Människor är knappa. Det berör alla.", "Människor är knappa."),
        ("En enda mening utan mer.", None),
        ("Se https://a.example/x. Mer finns där.", None),
    ],
)
def test_a_short_first_sentence_stands_firm(written, firm):
    runs = compose.point(written)
    assert (runs[0]["t"] if runs[0].get("b") else None) == firm


def test_where_several_judged_blind_the_chapter_tells_median_and_range():
    analysis = make.analysis()
    trend, by = texts.chapters_of(analysis)[0].trend, make.member("analyst")
    round = judging.open_round(by=by)
    for impact in (3, 5, 4):
        ballot = judging.open_ballot(round, make.member("scanner"))
        judging.give(ballot, trend.pk, impact=impact)
        judging.hand_in(ballot)
    assert "bedömde" not in words.pressing(material.gather(analysis).chapters[0])
    judging.close(round, by=by)
    with translation.override("sv"):
        told = words.pressing(material.gather(analysis).chapters[0])
    assert told.endswith("Tre personer bedömde påverkan: median 4, från 3 till 5")
