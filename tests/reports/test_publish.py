"""Publishing freezes an edition: whatever is changed afterwards, its article and files stay byte for byte."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from tests import factories as make
from utkik import clock
from utkik.documents import check, tree
from utkik.people.models import Act
from utkik.reports import begin, compose, draw, export, latest, publish, refusals, texts, write
from utkik.reports.models import EditionFile
from utkik.signals.models import Signal

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 27, 8, tzinfo=UTC)


def stored(edition):
    files = EditionFile.objects.for_organisation(edition.organisation).filter(edition=edition)
    return {"article": edition.article} | {file.form: bytes(file.content) for file in files}


def published(**fields):
    with clock.at(MOMENT):
        report = make.published_report(**fields)
    return report, report.editions.get()


def test_a_published_edition_holds_tree_article_and_three_files_with_their_checksums():
    report, edition = published()
    assert tree.faults(edition.tree) == []
    assert edition.schema_version == tree.VERSION
    assert hashlib.sha256(edition.article.encode()).hexdigest() == edition.article_sha256
    files = EditionFile.objects.for_organisation(report.organisation).filter(edition=edition)
    assert sorted(file.form for file in files) == ["html", "md", "pdf"]
    assert all(hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256 for file in files)


def test_its_pdf_reads_back_without_a_fault():
    _report, edition = published()
    content = stored(edition)["pdf"]
    assert check.read_back(content, edition.tree) == []
    assert check.headings(content) == [level for level, _ in tree.headings(edition.tree)]


def test_the_headline_is_the_title_in_every_form():
    _report, edition = published()
    files = stored(edition)
    title = "Vattnet kommer närmare, och de unga räcker inte till allt"
    assert f'<h1 class="finding">{title}</h1>' in files["article"]
    assert f"<title>{title} – " in files["html"].decode()
    assert files["md"].decode().startswith(f"# {title}\n")
    assert edition.tree["meta"]["title"] == title
    assert edition.tree["meta"]["period"] == "November 2026"


def test_changing_signal_place_and_names_afterwards_changes_no_byte():
    report, edition = published()
    before = stored(edition)
    signal = report.pieces.first().signal
    Signal.objects.filter(pk=signal.pk).update(headline="Något annat", fact="Annat", matter="Annat ännu")
    signal.place.name = "En annan plats"
    signal.place.save()
    signal.area.name = "Ett annat område"
    signal.area.save()
    organisation = report.organisation
    organisation.name, organisation.matter_name, organisation.accent = "Nya kommunen", "Nya", "#111111"
    organisation.save()
    signal.evidence.all().delete()
    edition.refresh_from_db()
    assert stored(edition) == before
    assert export.content(organisation, date(2026, 11, 1), "pdf") == before["pdf"]


def test_a_later_edition_stands_beside_the_earlier():
    report, first = published()
    before = stored(first)
    analyst = make.member("analyst", organisation=report.organisation)
    write.save(report, {"title": "En ny rubrik"}, {}, by=analyst)
    report.refresh_from_db()
    second = publish.publish(report, by=analyst, version=report.version)
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert stored(first) == before
    assert second.title == "En ny rubrik"
    assert latest.of(report.organisation).edition == second


def test_the_files_of_the_same_report_at_the_same_moment_are_the_same():
    report = make.report()
    issue = compose.Issue(1, MOMENT)
    assert draw.draw(report, issue) == draw.draw(report, issue)


def test_it_is_refused_without_a_headline():
    report = make.report(whole=False)
    with pytest.raises(refusals.NotReady, match=r"headline|rubrik"):
        publish.publish(report, by=report.created_by, version=report.version)
    assert not report.editions.exists()


def test_it_is_refused_above_500_words_in_fem_minuter():
    report = make.report(lifted=10, more=0)
    words = {f"text-{piece.signal.number}": "a b " * 45 for piece in texts.pieces_of(report)}
    write.save(report, words, {}, by=report.created_by)
    report.refresh_from_db()
    with pytest.raises(refusals.NotReady) as refused:
        publish.publish(report, by=report.created_by, version=report.version)
    assert "words" in [place for place, _ in refused.value.missing]


@pytest.mark.parametrize(("field", "most"), [("introduction", 500), ("request", 280)])
def test_it_is_refused_when_a_text_is_longer_than_its_place(field, most):
    report = make.report()
    write.save(report, {field: "x" * (most + 1)}, {}, by=report.created_by)
    report.refresh_from_db()
    with pytest.raises(refusals.NotReady):
        publish.publish(report, by=report.created_by, version=report.version)
    write.save(report, {field: "x" * most}, {}, by=report.created_by)
    report.refresh_from_db()
    assert publish.publish(report, by=report.created_by, version=report.version)


def test_it_is_refused_when_somebody_changed_it_meanwhile():
    report = make.report()
    seen = report.version
    write.save(report, {"title": "En kollegas rubrik"}, {}, by=make.member("scanner"))
    with pytest.raises(refusals.ChangedMeanwhile):
        publish.publish(report, by=report.created_by, version=seen)


def test_a_question_may_be_missing():
    report = make.report()
    number = texts.pieces_of(report)[0].signal.number
    write.save(report, {f"question-{number}": ""}, {}, by=report.created_by)
    report.refresh_from_db()
    edition = publish.publish(report, by=report.created_by, version=report.version)
    assert "question" not in edition.tree["body"][2]


def test_publishing_is_one_act_in_the_log():
    report, edition = published()
    acts = Act.objects.for_organisation(report.organisation).filter(verb="edition.published")
    assert [act.details for act in acts] == [{"edition": edition.pk, "number": 1}]


def test_the_month_is_cut_in_the_organisations_zone():
    report = make.report()
    signal = texts.pieces_of(report)[0].signal
    Signal.objects.filter(pk=signal.pk).update(published_at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    made = compose.compose(report, compose.Issue(1, MOMENT))
    first = next(mark for mark in made["body"][0]["dial"]["marks"] if mark.get("no") == 1)
    assert first["at"] == pytest.approx(29.5 / 30, abs=0.01)


def test_words_that_were_pasted_with_control_signs_do_not_stop_it():
    report = make.report()
    Signal.objects.filter(pk=texts.pieces_of(report)[0].signal_id).update(fact="rad ett\x0brad två\x0cslut\x01 🚲")
    edition = publish.publish(report, by=report.created_by, version=report.version)
    assert "rad två" in edition.article


def test_a_signal_that_is_emptied_meanwhile_leaves_words_that_say_so():
    report = make.report()
    signal = texts.pieces_of(report)[0].signal
    Signal.objects.filter(pk=signal.pk).update(state="withdrawn", headline="", fact="", matter="", area=None, level="")
    assert publish.publish(report, by=report.created_by, version=report.version)


def test_a_round_without_judges_has_its_report_too():
    report, edition = published(judges=0, lifted=1, more=0)
    assert "points" not in edition.tree["body"][2]
    assert check.read_back(stored(edition)["pdf"], edition.tree) == []


def test_an_english_organisation_gets_an_english_document():
    home = make.organisation("eastham", name="Eastham Council", matter_name="Eastham", language="en")
    report, edition = published(organisation=home)
    assert edition.tree["lang"] == "en"
    assert edition.tree["labels"]["question"] == "To talk about"
    assert 'lang="en"' in edition.article


def test_a_swedish_organisations_document_is_swedish_whoever_publishes():
    _report, edition = published()
    words = edition.article
    for word in ("Fem minuter", "Vad är nytt?", "Att tala om", "Underlag", "Så gjorde de", "Om rapporten"):
        assert word in words
    assert "Därför är detta intressant för Sandvik" in words


def test_beginning_needs_a_decided_round_and_happens_once():
    round = make.locked_round()
    analyst = make.member("analyst")
    first = begin.begin(round, by=analyst)
    assert begin.begin(round, by=analyst) == first
    round.state = "closed"
    round.save()
    with pytest.raises(refusals.RoundNotLocked):
        begin.begin(round, by=analyst)


def test_export_writes_the_newest_edition_and_nothing_where_there_is_none(tmp_path):
    report, edition = published()
    home = report.organisation
    target = tmp_path / "november.pdf"
    export.write(home, date(2026, 11, 15), "pdf", target)
    assert target.read_bytes() == stored(edition)["pdf"]
    with pytest.raises(export.NothingPublished):
        export.write(home, date(2026, 10, 1), "pdf", tmp_path / "oktober.pdf")
    with pytest.raises(ValueError, match="docx"):
        export.write(home, date(2026, 11, 1), "docx", tmp_path / "november.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["november.pdf"]


def test_a_report_in_the_making_is_no_latest():
    report = make.report()
    assert latest.of(report.organisation) is None
