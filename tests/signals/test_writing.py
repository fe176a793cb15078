import pytest

from tests import factories as make
from utkik.people.models import Act, Organisation
from utkik.signals import begin, publish, write
from utkik.signals.errors import Conflict, NotReady, WrongState
from utkik.signals.fields import FieldRefused
from utkik.signals.models import Revision, Signal, Writing
from utkik.stream.models import Entry

pytestmark = pytest.mark.django_db


def test_a_signal_from_an_item_has_it_as_evidence_and_keeps_the_entry():
    scanner = make.member("scanner")
    source = make.followed(name="Länsstyrelsen i Halland")
    entry = make.entry("Nya översvämningskartor", source=source)
    signal, made = begin.from_entry(entry, by=scanner)
    piece = signal.evidence.get()
    entry.refresh_from_db()
    assert made
    assert (piece.title, piece.publisher, piece.entry) == ("Nya översvämningskartor", "Länsstyrelsen i Halland", entry)
    assert piece.dated == signal.organisation.local(entry.item.published_at).date()
    assert entry.state == Entry.State.KEPT
    assert signal.is_draft and signal.author == scanner and signal.headline == ""


def test_an_item_that_has_a_signal_opens_it_instead():
    entry = make.entry()
    first, _made = begin.from_entry(entry, by=make.member("scanner"))
    again, made = begin.from_entry(entry, by=make.member("scanner"))
    assert (again, made) == (first, False)
    assert Signal.objects.count() == 1


def test_numbers_count_up_in_each_organisation_and_are_never_used_again():
    first, second = make.signal(), make.signal()
    neighbours = make.signal(organisation=make.organisation("norras"))
    publish.remove(second, by=second.author)
    third = make.signal()
    assert [s.number for s in (first, second, third, neighbours)] == [1, 2, 3, 1]


def test_a_draft_left_empty_is_as_if_never_begun():
    scanner = make.member("scanner")
    entry = make.entry()
    signal, _made = begin.from_entry(entry, by=scanner)
    assert begin.give_up(signal, by=scanner)
    entry.refresh_from_db()
    assert entry.state == Entry.State.NEW
    assert begin.of_entry(entry) is None


def test_a_draft_with_a_word_in_it_is_not_given_up():
    signal = make.signal(fact="")
    assert not begin.give_up(signal, by=signal.author)


def test_saving_keeps_each_version_and_says_what_changed():
    signal = make.signal(headline="Först")
    write.save(signal, {"headline": "Sedan", "fact": signal.fact}, by=signal.author, version=signal.version)
    assert signal.headline == "Sedan"
    texts = list(Revision.objects.filter(signal=signal).order_by("version").values_list("fields__headline", flat=True))
    assert texts == ["", "Först", "Sedan"]
    assert Act.objects.filter(verb="signal.saved").last().changed == ["headline"]


def test_saving_what_stands_already_changes_nothing():
    signal = make.signal()
    version = signal.version
    write.save(signal, {"headline": signal.headline}, by=signal.author, version=version)
    assert signal.version == version


def test_whoever_comes_second_overwrites_nothing_and_loses_nothing():
    signal = make.signal(matter="Det här stod från början och är långt nog.")
    anna, bo = make.member("scanner"), make.member("scanner")
    mine = Signal.objects.get(pk=signal.pk)
    write.save(signal, {"matter": "Annas text, som kom först."}, by=anna, version=signal.version)
    with pytest.raises(Conflict) as clash:
        write.save(mine, {"matter": "Bos text, som kom sist."}, by=bo, version=mine.version)
    signal.refresh_from_db()
    assert signal.matter == "Annas text, som kom först."
    assert clash.value.mine == {"matter": "Bos text, som kom sist."}
    assert Revision.objects.get(signal=signal, aside=True).fields == {"matter": "Bos text, som kom sist."}


def test_a_row_of_another_organisation_is_refused():
    signal = make.signal()
    foreign = make.area(organisation=make.organisation("norras"))
    for fields in ({"area": foreign.pk}, {"other_areas": [foreign.pk]}, {"level": "moon"}, {"area": "1 or 1"}):
        with pytest.raises(FieldRefused):
            write.save(signal, fields, by=signal.author, version=signal.version)


def test_texts_are_kept_composed_and_without_control_signs():
    signal = make.signal()
    write.save(
        signal,
        {"headline": "A\u030angfartyg\x00\u202e", "fact": "rad ett\x0brad två\x0cslut\x01"},
        by=signal.author,
        version=signal.version,
    )
    assert signal.headline == "Ångfartyg"
    assert signal.fact == "rad ett\nrad två\nslut"


def test_publishing_says_everything_that_is_missing():
    signal = begin.blank(by=make.member("scanner"))
    with pytest.raises(NotReady) as refused:
        publish.publish(signal, by=signal.author, version=signal.version)
    assert [name for name, _sentence in refused.value.missing] == ["headline", "fact", "matter", "level", "area"]
    assert "Sandvik" in dict(refused.value.missing)["matter"]


@pytest.mark.parametrize(("matter", "ok"), [("x" * 19, False), ("x" * 20, True), ("x" * 600, True), ("x" * 601, False)])
def test_why_it_matters_has_twenty_to_six_hundred_characters(matter, ok):
    signal = make.signal(matter=matter)
    if ok:
        assert publish.publish(signal, by=signal.author, version=signal.version).is_published
        return
    with pytest.raises(NotReady):
        publish.publish(signal, by=signal.author, version=signal.version)


def test_a_published_signal_cannot_be_made_hollow():
    signal = make.signal(state="published")
    with pytest.raises(NotReady):
        write.save(signal, {"fact": ""}, by=signal.author, version=signal.version)
    signal.refresh_from_db()
    assert signal.fact


def test_publishing_twice_happens_once():
    signal = make.signal()
    publish.publish(signal, by=signal.author, version=signal.version)
    with pytest.raises(WrongState):
        publish.publish(signal, by=signal.author, version=signal.version)


def test_what_is_withdrawn_can_be_published_again_with_its_first_day():
    signal = make.signal(state="published")
    day = signal.published_at
    assert publish.withdraw(signal, by=signal.author) and signal.is_withdrawn
    assert not publish.withdraw(signal, by=signal.author)
    assert publish.restore(signal, by=signal.author)
    assert (signal.is_published, signal.published_at, signal.withdrawn_at) == (True, day, None)


def test_a_removed_draft_can_be_had_back_and_a_published_signal_cannot_be_removed():
    draft, public = make.signal(), make.signal(state="published")
    assert publish.remove(draft, by=draft.author)
    assert publish.bring_back(draft, by=draft.author) and draft.removed_at is None
    assert not publish.remove(public, by=public.author)


class TestAutosave:
    def test_a_draft_follows_the_form(self):
        signal = make.signal(headline="Ett")
        for text in ("Två", "Tre"):
            write.autosave(signal, {"headline": text}, by=signal.author, version=signal.version, pen="p1")
        signal.refresh_from_db()
        assert signal.headline == "Tre"
        assert Revision.objects.filter(signal=signal, sent=False).count() == 1

    def test_a_form_may_go_on_with_the_version_it_was_opened_with(self):
        signal = make.signal()
        opened = signal.version
        write.autosave(signal, {"headline": "Ett"}, by=signal.author, version=opened, pen="p1")
        write.autosave(signal, {"headline": "Ett och två"}, by=signal.author, version=opened, pen="p1")
        signal.refresh_from_db()
        assert signal.headline == "Ett och två"
        assert write.base_version(signal, "p1", opened) == signal.version

    def test_a_published_signal_stands_until_the_form_is_sent(self):
        signal = make.signal(state="published", headline="Det alla läser")
        write.autosave(signal, {"headline": "Halvskri"}, by=signal.author, version=signal.version, pen="p1")
        signal.refresh_from_db()
        assert signal.headline == "Det alla läser"
        assert Writing.objects.get().fields == {"headline": "Halvskri"}

    def test_a_late_copy_after_the_form_was_sent_changes_nothing(self):
        signal = make.signal()
        publish.publish(signal, by=signal.author, version=signal.version)
        write.close(signal, by=signal.author, pen="p1")
        assert not write.autosave(signal, {"headline": "sent"}, by=signal.author, version=1, pen="p1")
        signal.refresh_from_db()
        assert signal.headline != "sent"
        assert not Writing.objects.filter(sent_at=None).exists()

    def test_two_open_forms_on_a_draft_do_not_overwrite_each_other(self):
        signal = make.signal(headline="Från början")
        anna, bo = make.member("scanner"), make.member("scanner")
        opened = signal.version
        write.autosave(signal, {"headline": "Annas"}, by=anna, version=opened, pen="anna")
        write.autosave(signal, {"headline": "Bos"}, by=bo, version=opened, pen="bo")
        signal.refresh_from_db()
        assert signal.headline == "Annas"
        assert Writing.objects.get(pen="bo").fields == {"headline": "Bos"}

    def test_a_headline_that_is_too_long_is_kept_beside(self):
        signal = make.signal(headline="Kort")
        write.autosave(signal, {"headline": "x" * 140}, by=signal.author, version=signal.version, pen="p1")
        signal.refresh_from_db()
        assert signal.headline == "Kort"
        assert Writing.objects.get().fields["headline"] == "x" * 140


def test_the_counter_of_numbers_stands_in_the_organisation():
    make.signal()
    assert Organisation.objects.get(slug="sandvik").next_signal_number == 2


@pytest.mark.parametrize(("name", "longest"), [("headline", 100), ("who", 120), ("words", 200)])
def test_a_line_that_is_too_long_is_refused_in_words_and_changes_nothing(name, longest):
    signal = make.signal()
    write.save(signal, {name: "å" * longest}, by=signal.author, version=signal.version)
    with pytest.raises(NotReady) as refused:
        write.save(signal, {name: "å" * (longest + 1)}, by=signal.author, version=signal.version)
    assert str(longest) in dict(refused.value.missing)[name]
    signal.refresh_from_db()
    assert getattr(signal, name) == "å" * longest
