"""The builder: words kept, order changed, nobody's text lost, Fem minuter counted."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from utkik.reports import arrange, ready, texts, write
from utkik.reports.models import Report

pytestmark = pytest.mark.django_db
MONTH = "2026-11"


def address(name):
    return reverse(f"reports:{name}", args=["sandvik", MONTH])


def order(report):
    return [piece.signal.number for piece in texts.pieces_of(report)]


def words(report):
    report.refresh_from_db()
    return texts.snapshot(report)


def form(report, **changed):
    """What a browser would send: the words as they stand, with what was typed."""
    stands = words(report)
    return stands | {"base": texts.marks(stands)} | changed


@pytest.fixture
def report():
    return make.report()


@pytest.fixture
def scanner(client, report):
    member = make.member("scanner")
    client.force_login(member.user)
    return member


def test_the_lifted_signals_stand_in_their_ranks_order(report):
    assert order(report) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("number", "place", "expected"),
    [(2, 1, [2, 1, 3, 4, 5]), (1, 5, [2, 3, 4, 5, 1]), (3, 99, [1, 2, 4, 5, 3]), (3, -4, [3, 1, 2, 4, 5])],
)
def test_a_signal_moves_to_a_place(report, number, place, expected):
    arrange.move(report, number, place, by=report.created_by)
    assert order(report) == expected


def test_up_and_down_keep_what_was_typed_in_the_same_post(client, report, scanner):
    answer = client.post(address("build"), form(report, title="Ny rubrik", up="3"))
    assert answer.status_code == 302
    assert order(report) == [1, 3, 2, 4, 5]
    assert words(report)["title"] == "Ny rubrik"


def test_a_typed_place_moves_on_enter(client, report, scanner):
    client.post(address("build"), form(report, save="1", **{"place-5": "2", "place-1": "1"}))
    assert order(report) == [1, 5, 2, 3, 4]


@pytest.mark.parametrize("place", ["", "x", "٣", "1e3", "999999999999"])
def test_nonsense_for_a_place_moves_nothing(client, report, scanner, place):
    assert client.post(address("build"), form(report, save="1", **{"place-5": place})).status_code == 302
    assert order(report) == [1, 2, 3, 4, 5]


def test_the_place_is_said_to_a_screen_reader(client, report, scanner):
    answer = client.post(address("build"), form(report, down="1"), headers={"HX-Request": "true"})
    assert "Nu på plats 2 av 5".encode() in answer["HX-Trigger"].encode().decode("unicode_escape").encode()
    assert 'id="down-1"' in answer.content.decode()


def test_taken_out_and_in_again_a_signal_has_its_words(report):
    before = words(report)
    assert arrange.leave(report, 2, by=report.created_by)
    assert order(report) == [1, 3, 4, 5]
    assert [signal.number for signal in arrange.left_out(report)] == [2]
    assert arrange.take(report, 2, by=report.created_by)
    assert order(report) == [1, 3, 4, 5, 2]
    assert words(report) == before


def test_only_lifted_signals_can_be_taken_in(report):
    assert not arrange.take(report, 6, by=report.created_by)
    assert not arrange.take(report, 1, by=report.created_by)


def test_autosave_answers_when_and_from_what(client, report, scanner):
    answer = client.post(address("keep"), form(report, introduction="Halv mening"))
    told = answer.json()
    assert re.fullmatch(r"\d\d:\d\d", told["saved_at"])
    assert texts.read_marks(told["base"]) == texts.read_marks(texts.marks(words(report)))
    assert told["clash"] is False
    assert words(report)["introduction"] == "Halv mening"


def test_two_who_write_in_different_fields_both_keep_theirs(client, report, scanner):
    mine = form(report, introduction="Min inledning")
    write.save(report, {"request": "Kollegans fråga"}, {}, by=make.member("analyst"))
    client.post(address("build"), mine)
    after = words(report)
    assert (after["introduction"], after["request"]) == ("Min inledning", "Kollegans fråga")


def test_two_who_write_in_the_same_field_see_both_texts(client, report, scanner):
    mine = form(report, title="Min rubrik")
    write.save(report, {"title": "Kollegans rubrik"}, {}, by=make.member("analyst", name="Ada Analys"))
    answer = client.post(address("build"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Min rubrik</textarea>" in page
    assert "Kollegans rubrik</blockquote>" in page
    assert "Ada Analys skrev här samtidigt" in page
    assert words(report)["title"] == "Kollegans rubrik"
    aside = report.revisions.get(aside=True)
    assert (aside.fields["title"], aside.by) == ("Min rubrik", scanner)


def test_having_seen_both_one_may_keep_ones_own(client, report, scanner):
    mine = form(report, title="Min rubrik")
    write.save(report, {"title": "Kollegans rubrik"}, {}, by=make.member("analyst"))
    page = client.post(address("build"), mine).content.decode()
    base = re.search(r'name="base" value="([^"]*)"', page)[1]
    client.post(address("build"), mine | {"base": base})
    assert words(report)["title"] == "Min rubrik"
    assert any(row.fields["title"] == "Kollegans rubrik" for row in report.revisions.all())


def test_a_clash_in_autosave_is_told_and_kept_aside(client, report, scanner):
    mine = form(report, title="Min rubrik")
    write.save(report, {"title": "Kollegans rubrik"}, {}, by=make.member("analyst"))
    assert client.post(address("keep"), mine).json()["clash"] is True
    assert report.revisions.get(aside=True).fields["title"] == "Min rubrik"


def test_autosaving_one_field_does_not_make_an_old_text_in_another_look_new(client, report, scanner):
    mine = form(report, introduction="Min inledning")
    write.save(report, {"title": "Kollegans rubrik"}, {}, by=make.member("analyst"))
    base = client.post(address("keep"), mine).json()["base"]
    client.post(address("keep"), mine | {"introduction": "Min inledning, längre", "base": base})
    after = words(report)
    assert (after["title"], after["introduction"]) == ("Kollegans rubrik", "Min inledning, längre")


def test_a_late_autosave_of_ones_own_is_no_clash(client, report, scanner):
    mine = form(report, title="Första")
    client.post(address("keep"), mine)
    answer = client.post(address("build"), mine | {"title": "Första och andra"})
    assert answer.status_code == 302
    assert words(report)["title"] == "Första och andra"
    assert any(row.fields["title"] == "Första" for row in report.revisions.all())


def test_one_sitting_is_one_revision_and_every_change_a_version(report):
    analyst = make.member("analyst")
    start, count = report.version, report.revisions.count()
    for number in range(5):
        write.save(report, {"title": f"Rubrik {number}"}, {}, by=analyst)
    report.refresh_from_db()
    assert report.version == start + 5
    assert report.revisions.count() == count + 1
    assert report.revisions.get(version=report.version).fields["title"] == "Rubrik 4"


def test_saving_nothing_new_changes_nothing(client, report, scanner):
    before = report.version
    client.post(address("build"), form(report))
    report.refresh_from_db()
    assert report.version == before


def test_a_piece_says_whom_it_concerns(client, report, scanner):
    unit = make.unit("Byggnadsnämnden")
    foreign = make.unit("Grannens nämnd", organisation=make.organisation("norras"))
    sent = form(report) | {"units-1": [str(unit.pk), str(foreign.pk), "x"]}
    client.post(address("build"), sent)
    assert words(report)["units-1"] == str(unit.pk)
    client.post(address("build"), form(report) | {"units-1": []})
    assert words(report)["units-1"] == ""


def test_of_units_ticked_by_two_the_last_ones_stand(client, report, scanner):
    first, second = make.unit("Byggnadsnämnden"), make.unit("Teknik")
    mine = form(report) | {"units-1": [str(second.pk)]}
    write.save(report, {"units-1": str(first.pk)}, {}, by=make.member("analyst"))
    assert client.post(address("build"), mine).status_code == 302
    assert words(report)["units-1"] == str(second.pk)


def test_a_round_that_lifted_nothing_has_a_builder_that_says_so(client):
    member = make.member("analyst")
    client.force_login(member.user)
    made = make.report(lifted=0, more=2, whole=False, period=make.MONTH.replace(month=3))
    page = client.get(reverse("reports:build", args=["sandvik", made.month])).content.decode()
    assert "Marsrapporten saknar rubrik" in page
    page = client.get(reverse("reports:publish", args=["sandvik", made.month])).content.decode()
    assert "Ta med minst en signal i rapporten." in page


def test_a_closed_piece_keeps_its_units(client, report, scanner):
    unit = make.unit("Byggnadsnämnden")
    texts.put(report, {"units-1": str(unit.pk)})
    client.post(address("build"), {"title": "Ny", "base": texts.marks(words(report))})
    assert words(report)["units-1"] == str(unit.pk)


def test_the_server_counts_the_words_and_shows_the_words_as_they_will_be_read(client, report, scanner):
    write.save(report, {"introduction": "ett två tre"}, {}, by=scanner)
    report.refresh_from_db()
    expected = ready.count(report, texts.pieces_of(report))
    page = client.get(address("preview")).content.decode()
    assert f"{expected} ord" in page
    assert "ett två tre" in page


def test_the_heading_says_how_far_the_report_has_come(client, scanner, report):
    def finding():
        return re.search(r'id="finding">([^<]*)<', client.get(address("build")).content.decode())[1]

    assert finding() == "Novemberrapporten är klar att publicera"
    write.save(report, {"question-1": ""}, {}, by=scanner)
    assert finding() == "Novemberrapporten är nästan klar, en fråga saknas"
    write.save(report, {"title": ""}, {}, by=scanner)
    assert finding() == "Novemberrapporten saknar rubrik"


def test_an_unfinished_report_has_its_page_and_preview(client, scanner):
    Report.objects.for_member(scanner).update(title="", introduction="", request="")
    page = client.get(address("build")).content.decode()
    assert len(re.findall("<h1", page)) == 1
    assert "Rubriken är inte skriven än" in page


def test_pasted_text_is_tidied(client, report, scanner):
    client.post(address("build"), form(report, title="  rad\x0b ett  \r\n två ", introduction="a\r\nb\x00"))
    after = words(report)
    assert after["title"] == "rad ett två"
    assert after["introduction"] == "a\nb"


def test_the_builder_costs_the_same_queries_for_1_and_3_signals(client, django_assert_max_num_queries):
    member = make.member("scanner")
    client.force_login(member.user)
    counts = []
    for size, month in ((1, 4), (3, 5)):
        made = make.report(lifted=size, more=0, period=make.MONTH.replace(month=month))
        where = reverse("reports:build", args=["sandvik", made.month])
        client.get(where)
        with django_assert_max_num_queries(34) as captured:
            client.get(where)
        counts.append(len(captured))
    assert counts[0] == counts[1]
