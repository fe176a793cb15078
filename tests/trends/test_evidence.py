"""Signals behind trends: linked with a direction, suggested with a reason, undone, gathered over the years."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from utkik.signals import begin, fields, history, write
from utkik.signals.forms import posted
from utkik.trends import evidence, gathered, suggest
from utkik.trends.models import Evidence

pytestmark = pytest.mark.django_db

AI = {
    "name": "AI blir en kollega, med eller utan vår plan",
    "text": "Handläggning och beslutsstöd görs med språkmodeller. Frågan är vem som ser helheten.",
    "happening": "Handläggare prövar språkmodeller i ärendehantering.",
}


@pytest.fixture
def home():
    return make.organisation()


@pytest.fixture
def scanner(home):
    return make.member("scanner", organisation=home)


@pytest.fixture
def signal(scanner):
    return make.signal(
        author=scanner,
        state="published",
        headline="Staten granskar språkmodeller i handläggning",
        fact="Fyrtioen försök med beslutsstöd i ärenden har granskats. Språkmodeller hjälper handläggare.",
    )


def posting(signal, client, **more):
    data = {"headline": signal.headline, "fact": signal.fact, "matter": signal.matter, "level": signal.level}
    data |= {"area": signal.area_id, "version": signal.version, "pen": "p1", "trend-shown": "1"}
    address = reverse("signals:edit", args=[signal.organisation.slug, signal.number])
    return client.post(address, data | more)


def test_a_link_is_undone_and_brought_back(home, scanner, signal):
    trend = make.trend(home)
    row = evidence.link(trend, signal, "weakens", by=scanner, line="Det går  långsamt")
    assert (row.direction, row.line) == ("weakens", "Det går långsamt")
    assert evidence.unlink(row, by=scanner) and not evidence.unlink(row, by=scanner)
    assert not Evidence.objects.standing().exists()
    assert evidence.relink(row, by=scanner) and not evidence.relink(row, by=scanner)
    assert Evidence.objects.standing().get() == row


def test_linking_again_changes_the_direction(home, scanner, signal):
    trend = make.trend(home)
    evidence.link(trend, signal, by=scanner)
    evidence.link(trend, signal, "new_angle", by=scanner)
    assert Evidence.objects.get().direction == "new_angle"


def test_no_other_organisations_signal_is_linked(scanner, signal):
    with pytest.raises(ValueError, match="trend"):
        evidence.link(make.trend(make.organisation(slug="annan")), signal, by=scanner)


def test_a_suggestion_tells_the_shared_words_and_changes_nothing(home, signal):
    trend = make.trend(home, **AI)
    make.trend(home, name="Havet kommer närmare", text="Kustens hus hotas av stigande vatten.", happening="")
    found = evidence.suggested(signal)
    assert [one.trend for one in found] == [trend]
    assert "språkmodeller" in found[0].reason and "handlägg" in found[0].reason
    assert [one.signal for one in evidence.suggested(trend)] == [signal]
    assert not Evidence.objects.exists()


def test_what_every_authority_writes_suggests_nothing(home, scanner):
    make.trend(
        home, name="Staten styr mer", text="Nya regler och krav avgör hur kommunen arbetar och vad den köper in."
    )
    fact = "Regeringen ger myndigheten i uppdrag att utveckla arbetet med nya regler och krav på det som köps in."
    published = make.signal(author=scanner, state="published", headline="Uppdrag till myndigheten", fact=fact)
    assert evidence.suggested(published) == []


def test_what_anybody_may_do_is_no_reason(home, scanner):
    make.trend(
        home, name="Vården räcker inte till", text="Avdelningar stänger när personalen inte räcker.", happening=""
    )
    fact = "Glassbaren på bryggan stänger tidigt, för vaniljen räcker inte hela sommaren. Vården av båtarna är dyr."
    published = make.signal(author=scanner, state="published", headline="Glassen räcker inte, baren stänger", fact=fact)
    assert evidence.suggested(published) == []


def test_the_sea_is_a_reason(home, scanner):
    trend = make.trend(home, name="Havet kommer närmare", text="Stormarna tar stranden.", happening="")
    published = make.signal(author=scanner, state="published", headline="Havet steg", fact="Stormen tog stranden.")
    assert [one.trend for one in evidence.suggested(published)] == [trend]


def test_what_does_not_belong_is_not_suggested_again(home, scanner, signal):
    trend = make.trend(home, **AI)
    evidence.pass_over(trend, signal, by=scanner)
    assert evidence.suggested(signal) == [] and evidence.suggested(trend) == []
    evidence.reconsider(trend, signal, by=scanner)
    assert evidence.suggested(signal)


def test_a_suggestion_sees_what_stands_in_the_open_form(home, scanner, signal):
    make.trend(home, **AI)
    empty = begin.blank(by=scanner)
    assert suggest.for_signal(empty) == []
    assert suggest.for_signal(empty, {"headline": signal.headline, "fact": signal.fact})


def test_the_form_links_in_the_same_save_and_the_history_says_so(client, home, scanner, signal):
    trend = make.trend(home, **AI)
    client.force_login(scanner.user)
    posting(signal, client, **{"trend-trend": trend.pk, "trend-direction": "weakens"})
    row = Evidence.objects.standing().get()
    assert (row.trend, row.direction) == (trend, "weakens")
    signal.refresh_from_db()
    newest = signal.revisions.order_by("-version").first()
    assert newest.fields["trend"] == f"{trend.pk}:weakens"
    assert trend.name in history.versions(signal)[0].changes[-1].pieces[-1].text


def test_a_form_without_the_field_takes_no_link_away(client, home, scanner, signal):
    evidence.link(make.trend(home), signal, by=scanner)
    signal.refresh_from_db()
    client.force_login(scanner.user)
    posting(signal, client, headline="Ny rubrik", **{"trend-shown": ""})
    assert Evidence.objects.standing().count() == 1


def test_a_form_keeps_the_links_it_does_not_show(client, home, scanner, signal):
    first, second, third = (make.trend(home) for _ in range(3))
    evidence.link(first, signal, by=scanner)
    evidence.link(second, signal, "weakens", by=scanner)
    signal.refresh_from_db()
    client.force_login(scanner.user)
    posting(signal, client, **{"trend-trend": third.pk, "trend-more": f"{second.pk}:weakens"})
    assert set(Evidence.objects.standing().values_list("trend", "direction")) == {
        (second.pk, "weakens"),
        (third.pk, "supports"),
    }


def test_a_draft_keeps_the_trend_while_it_is_written(client, home, scanner):
    trend, draft = make.trend(home), make.signal(author=scanner, fact="")
    data = {"headline": "Ord", "version": draft.version, "pen": "p9", "trend-shown": "1", "trend-trend": trend.pk}
    client.force_login(scanner.user)
    client.post(reverse("signals:autosave", args=[home.slug, draft.number]), data)
    assert evidence.links_of(draft) == [(trend.pk, "supports")]
    assert gathered.of(trend).total == 0


def test_an_open_form_notices_a_link_made_elsewhere(home, scanner, signal):
    base = signal.version
    evidence.link(make.trend(home), signal, by=scanner)
    signal.refresh_from_db()
    assert signal.version == base + 1
    with pytest.raises(write.Conflict):
        write.save(signal, {"headline": "Ny"}, by=scanner, version=base)


@pytest.mark.parametrize("value", ["999999:supports", "x:supports", "1:sideways"])
def test_what_no_form_offers_is_refused(home, value):
    with pytest.raises(fields.FieldRefused):
        fields.tidy({"trend": value}, home.pk)


def test_a_posted_form_says_nothing_of_a_field_it_did_not_show(rf):
    assert "trend" not in posted(rf.post("/", {"headline": "x"}).POST)
    assert posted(rf.post("/", {"headline": "x", "trend-shown": "1"}).POST)["trend"] == ""


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [("2026-01-31", "2026-02-28", 0), ("2026-01-31", "2026-03-01", 1), ("2025-12-24", "2026-05-24", 5)],
)
def test_months_are_whole(first, last, months):
    assert gathered.whole_months(date.fromisoformat(first), date.fromisoformat(last)) == months


def test_what_gathers_is_counted_by_year_and_direction():
    found = [
        gathered.Found(date(2024, 3, 1), "supports", True),
        gathered.Found(date(2024, 5, 1), "weakens", False),
        gathered.Found(date(2026, 1, 1), "new_angle", False),
    ]
    behind = gathered.Gathered(tuple(found), date(2026, 9, 1))
    assert behind.table()[-1] == {"year": 2024, "supports": 1, "weakens": 1, "new_angle": 0, "lifted": 1}
    assert (behind.months_silent, behind.is_silent, behind.years) == (8, True, (2022, 2026))


def test_the_signals_list_is_narrowed_by_trend(client, home, scanner, signal):
    trend = make.trend(home)
    other = make.signal(author=scanner, state="published", headline="Annat")
    evidence.link(trend, signal, by=scanner)
    client.force_login(scanner.user)
    page = client.get(reverse("signals:list", args=[home.slug]) + f"?trend={trend.number}")
    assert signal in page.context["signals"] and other not in page.context["signals"]


def test_signal_and_trend_lead_to_each_other(client, home, scanner, signal):
    trend = make.trend(home, **AI)
    evidence.link(trend, signal, by=scanner)
    client.force_login(scanner.user)
    assert trend.get_absolute_url() in client.get(signal.get_absolute_url()).content.decode()
    assert signal.get_absolute_url() in client.get(trend.get_absolute_url()).content.decode()


def test_linking_from_the_signal_leads_back_there_and_can_be_undone(client, home, scanner, signal):
    trend = make.trend(home)
    client.force_login(scanner.user)
    address = reverse("trends:link", args=[home.slug, trend.number])
    answer = client.post(address, {"signal": signal.number, "back": "signal"})
    assert answer["Location"] == f"{signal.get_absolute_url()}#trends"
    row = Evidence.objects.get()
    undo = reverse("trends:unlink", args=[home.slug, trend.number, row.pk])
    assert f"{undo}?back=signal" in client.get(signal.get_absolute_url()).content.decode()
    client.post(undo)
    assert not Evidence.objects.standing().exists()


@pytest.mark.parametrize("size", [1, 3])
def test_a_longer_page_of_evidence_costs_no_more_queries(client, home, scanner, size, django_assert_max_num_queries):
    trend = make.trend(home)
    for _ in range(size):
        make.trend_link(trend, by=scanner)
    client.force_login(scanner.user)
    with django_assert_max_num_queries(29):
        client.get(reverse("trends:behind", args=[home.slug, trend.number]))
