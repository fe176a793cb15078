import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from utkik.people import drafts
from utkik.signals import write
from utkik.signals.models import Comment, Signal

pytestmark = pytest.mark.django_db
WHOLE = {
    "headline": "Ån kommer högre",
    "fact": "Länsstyrelsen har räknat om riskerna. 140 fler fastigheter berörs.",
    "matter": "Två av våra pågående planer ligger innanför den nya linjen.",
    "level": "near",
}


def at(name, *args):
    return reverse(f"signals:{name}", args=["sandvik", *args])


def posted(signal, area, **more):
    return {**WHOLE, "area": area.pk, "version": signal.version, "pen": "p1"} | more


@pytest.fixture
def scanner(client):
    member = make.member("scanner", name="Anna Bevakare")
    client.force_login(member.user)
    return member


def test_from_an_item_to_a_published_signal(client, scanner):
    entry = make.entry("Nya kartor")
    area = make.area("Klimat")
    answer = client.post(at("from_entry", entry.pk))
    signal = Signal.objects.get()
    assert answer["Location"] == at("edit", signal.number)
    page = client.get(answer["Location"]).content.decode()
    assert "Nya kartor" in page and "Därför är detta intressant för Sandvik" in page
    answer = client.post(at("edit", signal.number), posted(signal, area, act="publish"))
    signal.refresh_from_db()
    assert answer["Location"] == at("signal", signal.number)
    assert signal.is_published
    page = client.get(at("signal", signal.number)).content.decode()
    assert "Ån kommer högre" in page and "Nya kartor" in page
    assert "Ån kommer högre" in client.get(at("list")).content.decode()


def test_publishing_too_early_keeps_the_draft_and_says_what_is_missing(client, scanner):
    signal = make.signal(author=scanner, headline="", fact="", matter="", level="")
    area = make.area("Klimat")
    answer = client.post(at("edit", signal.number), posted(signal, area, matter="", act="publish"))
    signal.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, signal.is_draft, signal.headline) == (422, True, "Ån kommer högre")
    assert 'href="#id_matter"' in page and "Fel:" in page


def test_a_draft_is_saved_with_a_headline_alone(client, scanner):
    client.post(at("new"), {"headline": "Bara en rubrik", "act": "draft"})
    signal = Signal.objects.get()
    assert (signal.state, signal.headline) == ("draft", "Bara en rubrik")


def test_sending_the_new_form_twice_makes_one_signal(client, scanner):
    fields = {"headline": "En gång", "act": "draft", "once": "nyckel-1"}
    first = client.post(at("new"), fields)
    again = client.post(at("new"), fields)
    assert Signal.objects.count() == 1
    assert again["Location"] == first["Location"]


def test_what_the_source_suggests_is_offered_but_not_chosen(client, scanner):
    area = make.area("Klimat", owner=scanner)
    source = make.followed(area=area, level="near")
    entry = make.entry(source=source)
    client.post(at("from_entry", entry.pk))
    signal = Signal.objects.get()
    page = client.get(at("edit", signal.number)).content.decode()
    assert page.count("data-offer") == 2
    assert not re.search(r'name="(level|area)"[^>]*checked', page)
    assert (signal.level, signal.area) == ("", None)


def test_a_reader_sees_published_and_withdrawn_signals_but_no_draft(client):
    reader = make.member("reader")
    client.force_login(reader.user)
    draft, public, gone = make.signal(), make.signal(state="published"), make.signal(state="withdrawn")
    assert client.get(at("signal", draft.number)).status_code == 404
    assert client.get(at("signal", public.number)).status_code == 200
    assert "återkallad" in client.get(at("signal", gone.number)).content.decode().lower()
    page = client.get(at("list")).content.decode()
    assert public.headline in page and draft.headline not in page and gone.headline not in page
    assert gone.headline in client.get(at("list") + "?state=withdrawn").content.decode()


def test_the_groups_drafts_stand_above_the_list_until_something_is_sought(client, scanner):
    make.signal(organisation=scanner.organisation, author=scanner, headline="Påbörjad om ån")
    assert "Påbörjad om ån" in client.get(at("list")).content.decode()
    for sought in ({"q": "buss"}, {"month": "2026-11"}, {"state": "withdrawn"}):
        assert "Påbörjad om ån" not in client.get(at("list"), sought).content.decode()


def test_the_list_says_in_which_language_a_signal_is_written(client, scanner):
    scanner.user.language = "en"
    scanner.user.save()
    signal = make.signal(author=scanner, state="published")
    Signal.objects.filter(pk=signal.pk).update(language="sv", headline="Färre barn", matter="Två skolor blir en.")
    page = client.get(at("list")).content.decode()

    assert '<html lang="en"' in page
    assert 'lang="sv">Färre barn</a>' in page and 'lang="sv">Två skolor blir en.</p>' in page


def test_a_reader_reads_no_discussion_and_has_no_acts(client):
    said = make.comment(text="Bara mellan oss")
    signal = said.conversation.signal
    client.force_login(make.member("reader").user)
    page = client.get(at("signal", signal.number)).content.decode()
    assert "Bara mellan oss" not in page
    assert 'id="edit"' not in page and 'id="withdraw"' not in page and 'id="say"' not in page


def test_a_contributor_takes_part_in_the_discussion(client):
    contributor = make.member("contributor", name="Tove Tipsare")
    client.force_login(contributor.user)
    signal = make.signal(state="published")
    answer = client.post(at("say", signal.conversation_id), {"text": "Hej @Tove Tipsare\nhttps://example.org"})
    comment = Comment.objects.get()
    assert answer["Location"] == at("signal", signal.number) + f"#comment-{comment.pk}"
    page = client.get(at("signal", signal.number)).content.decode()
    assert "<mark>@Tove Tipsare</mark>" in page and 'href="https://example.org"' in page


def test_the_conversation_of_a_draft_is_the_groups(client):
    draft = make.signal()
    client.force_login(make.member("contributor").user)
    assert client.post(at("say", draft.conversation_id), {"text": "Hej"}).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_a_longer_list_costs_no_more_queries(client, scanner, size, django_assert_max_num_queries, record_property):
    area = make.area("Klimat")
    for _number in range(size):
        make.signal(state="published", area=area)
        make.signal(author=scanner, area=area)
    with django_assert_max_num_queries(29) as counted:
        client.get(at("list"))
    counts = test_a_longer_list_costs_no_more_queries.__dict__.setdefault("counts", set())
    counts.add(len(counted.captured_queries))
    assert len(counts) == 1, counts


def test_withdrawing_can_be_undone(client, scanner):
    signal = make.signal(state="published")
    client.post(at("withdraw", signal.number))
    page = client.get(at("signal", signal.number)).content.decode()
    assert f'action="{at("restore", signal.number)}"' in page and "Ångra" in page
    client.post(at("restore", signal.number))
    signal.refresh_from_db()
    assert signal.is_published


@pytest.mark.parametrize("size", [1, 3])
def test_a_longer_discussion_costs_no_more_queries(client, scanner, size, django_assert_max_num_queries):
    signal = make.signal(state="published", area=make.area("Klimat"))
    for number in range(size):
        make.comment(signal, f"Inlägg {number} till @Anna Bevakare", by=scanner)
    with django_assert_max_num_queries(46) as counted:
        client.get(at("signal", signal.number))
    counts = test_a_longer_discussion_costs_no_more_queries.__dict__.setdefault("counts", set())
    counts.add(len(counted.captured_queries))
    assert len(counts) == 1, counts


def test_an_answer_stands_below_what_it_answers(client, scanner):
    signal = make.signal(state="published")
    first = make.comment(signal, "Först", by=scanner)
    make.comment(signal, "Sedan", by=scanner)
    page = client.get(at("signal", signal.number) + f"?answer={first.pk}").content.decode()
    assert f'name="answers" value="{first.pk}"' in page
    client.post(at("say", signal.conversation_id), {"text": "Svaret", "answers": first.pk})
    page = client.get(at("signal", signal.number)).content.decode()
    assert page.index("Först") < page.index("Svaret") < page.index("Sedan")
    assert page.count("talk__answer") == 1


def test_a_mended_contribution_keeps_what_was_said_before(client, scanner):
    comment = make.comment(text="Förts", by=scanner)
    client.post(at("change_comment", comment.pk), {"text": "Först", "version": comment.version})
    comment.refresh_from_db()
    assert (comment.text, comment.changed_at is not None) == ("Först", True)
    assert [r.text for r in comment.revisions.order_by("version")] == ["Förts", "Först"]
    stale = client.post(at("change_comment", comment.pk), {"text": "Gammalt", "version": 1})
    assert stale.status_code == 422 and "Gammalt" in stale.content.decode()


def test_a_removed_contribution_can_be_had_back(client, scanner):
    comment = make.comment(text="Bort och hem", by=scanner)
    signal = comment.conversation.signal
    client.post(at("remove_comment", comment.pk))
    page = client.get(at("signal", signal.number)).content.decode()
    assert "Bort och hem" not in page and at("bring_back_comment", comment.pk) in page
    client.post(at("bring_back_comment", comment.pk))
    assert "Bort och hem" in client.get(at("signal", signal.number)).content.decode()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.se/x", "//a.se", "a.se", "https://", "http://a b.se"]
)
def test_evidence_links_only_to_the_web(client, scanner, address):
    signal = make.signal(state="published")
    answer = client.post(at("add_evidence", signal.number), {"sort": "link", "address": address, "title": "X"})
    assert (answer.status_code, signal.evidence.count()) == (422, 0)
    assert "börjar med https://" in answer.content.decode()


def test_a_file_behind_a_signal_is_handed_out_to_whoever_sees_the_signal(client, scanner):
    signal = make.signal(state="published")
    given = SimpleUploadedFile("anteckning.txt", "Åtta rader".encode())
    client.post(at("add_evidence", signal.number), {"sort": "file", "file": given})
    piece = signal.evidence.get()
    client.force_login(make.member("reader").user)
    answer = client.get(at("evidence_file", signal.number, piece.pk))
    assert b"".join(answer.streaming_content).decode() == "Åtta rader"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_removed_evidence_can_be_had_back(client, scanner):
    signal = make.signal(state="published")
    client.post(at("add_evidence", signal.number), {"sort": "talk", "title": "Samtal med Ekviken"})
    piece = signal.evidence.get()
    client.post(at("remove_evidence", signal.number, piece.pk))
    assert "Samtal med Ekviken" not in client.get(at("signal", signal.number)).content.decode().split("Underlaget")[0]
    client.post(at("bring_back_evidence", signal.number, piece.pk))
    piece.refresh_from_db()
    assert piece.removed_at is None


def test_the_history_shows_every_version_word_by_word(client, scanner):
    signal = make.signal(state="published", author=scanner, fact="Två kommuner är med i försöket.")
    write.save(signal, {"fact": "Tre kommuner är med i försöket."}, by=scanner, version=signal.version)
    page = client.get(at("history", signal.number)).content.decode()
    assert re.search(r"<del><span[^>]*>borttaget: </span>Två</del><ins><span[^>]*>tillagt: </span>Tre</ins>", page)
    assert "ändrad en gång" in client.get(at("signal", signal.number)).content.decode()


def test_an_autosave_answers_when_it_was_saved_and_a_late_one_that_it_was_not(client, scanner):
    signal = make.signal(author=scanner)
    fields = {"headline": "Halvskrivet", "fact": "", "matter": "", "version": signal.version, "pen": "p1"}
    assert re.fullmatch(r"\d\d:\d\d", client.post(at("autosave", signal.number), fields).json()["saved_at"])
    client.post(at("edit", signal.number), {**fields, "headline": "Helskrivet", "act": "draft"})
    assert client.post(at("autosave", signal.number), fields).status_code == 409
    signal.refresh_from_db()
    assert signal.headline == "Helskrivet"


def test_what_was_written_on_a_published_signal_and_never_sent_is_back(client, scanner):
    signal = make.signal(author=scanner, state="published", headline="Det alla läser")
    fields = {"headline": "Nytt", "fact": signal.fact, "matter": signal.matter, "version": signal.version, "pen": "p1"}
    client.post(at("autosave", signal.number), fields)
    page = client.get(at("edit", signal.number)).content.decode()
    assert ">\nNytt</textarea>" in page and "aldrig skickade är tillbaka" in page
    assert "Det alla läser" in client.get(at("signal", signal.number)).content.decode()


def test_another_organisations_item_makes_no_signal(client, scanner):
    foreign = make.entry(organisation=make.organisation("norras"))
    assert client.post(at("from_entry", foreign.pk)).status_code == 404


def test_what_was_begun_from_nothing_is_back_after_a_log_out(client, scanner):
    area = make.area("Klimat")
    drafts.save(scanner, "signal-new", {"headline": "Påbörjad", "area": str(area.pk), "horizon": "inget tal"})
    assert "Påbörjad" in client.get(at("new")).content.decode()


def test_a_new_signal_with_too_long_a_headline_is_shown_again_with_its_text(client, scanner):
    answer = client.post(at("new"), {"headline": "å" * 101, "act": "draft"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Korta rubriken" in page and "å" * 101 in page
    assert not Signal.objects.exists()


def test_what_the_draft_took_in_is_not_offered_again_after_a_colleagues_change(client, scanner):
    signal = make.signal(author=scanner, headline="Från början")
    fields = {"headline": "Min", "fact": signal.fact, "matter": signal.matter, "version": signal.version, "pen": "p1"}
    client.post(at("autosave", signal.number), fields | {"level": "near", "area": signal.area_id})
    signal.refresh_from_db()
    write.save(signal, {"headline": "Kollegans"}, by=make.member("scanner"), version=signal.version)
    page = client.get(at("edit", signal.number)).content.decode()
    assert ">\nKollegans</textarea>" in page and "aldrig skickade" not in page
