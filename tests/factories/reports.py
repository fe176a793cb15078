"""A month that was judged and decided, and its report."""

from datetime import UTC, date, datetime, timedelta

from tests.factories import people
from utkik.people.models import Horizon, Kind, Organisation
from utkik.reports import begin, publish, texts, write
from utkik.rounds.models import Ballot, Candidate, Criterion, Outcome, Round
from utkik.signals.models import Conversation, Evidence, Signal

MONTH = date(2026, 11, 1)
HEADLINES = [
    "Ån kommer högre: planerna söder om centrum behöver nya mått",
    "Undersköterskorna som saknas 2035 går i sjuan nu",
    "I Ekviken får unga råda över pengar, och stannar kvar i rådet",
    "Krav på svalka i äldreboenden väntas 2028",
    "Färre barn i Åsa, fler i Berga än prognosen",
]
FACT = "Länsstyrelsen har räknat om riskerna längs ån. 140 fler fastigheter ligger inom området."
MATTER = "Två av våra pågående planer ligger innanför den nya linjen. Höjer vi golvnivån nu kostar det lite."


def told_signal(number, organisation=None, *, author=None, **fields):
    """A published signal with everything a report tells of it."""
    home = organisation or people.organisation()
    author = author or people.member("scanner", organisation=home)
    place = people.place(f"Halland {number}", "near", organisation=home)
    defaults = {
        "headline": HEADLINES[(number - 1) % len(HEADLINES)],
        "fact": FACT,
        "matter": MATTER,
        "level": ["near", "wider", "own"][number % 3],
        "place": place,
        "area": people.area(f"Område {number}", organisation=home),
        "who": "Ekvikens kommun",
        "how": "De började med kartan.\n- först gatorna\n- sedan husen",
        "kind": Kind.objects.for_organisation(home).first(),
        "horizon": Horizon.objects.for_organisation(home).first(),
        "state": Signal.State.PUBLISHED,
        "published_at": datetime(2026, 11, 1 + number % 28, 12, tzinfo=UTC),
        "created_at": datetime(2026, 11, 1 + number % 28, 9, tzinfo=UTC),
    }
    signal = Signal.objects.create(
        organisation=home,
        number=number,
        author=author,
        conversation=Conversation.objects.create(organisation=home, title=str(number), path="/"),
        **(defaults | fields),
    )
    Evidence.objects.create(
        organisation=home,
        signal=signal,
        sort=Evidence.Sort.LINK,
        title="Nya kartor",
        publisher="Länsstyrelsen",
        address=f"https://kartor.example/{number}",
        dated=date(2026, 11, 1),
    )
    return signal


def locked_round(organisation=None, *, lifted=5, more=3, period=MONTH, judges=2):
    """A decided round: the first `lifted` signals were lifted in their numbers' order, `more` were not."""
    home = organisation or people.organisation()
    analyst = people.member("analyst", organisation=home)
    criterion = Criterion.objects.for_organisation(home).first() or Criterion.objects.create(
        organisation=home, code="points", name="Poäng", budget=10, most=3
    )
    taken = set(Round.objects.for_organisation(home).of_whole().values_list("period", flat=True))
    while period in taken:  # one a month: another goes to the month before
        period = (period - timedelta(days=1)).replace(day=1)
    moment = datetime(period.year, period.month, 21, 8, tzinfo=UTC)
    round = Round.objects.create(
        organisation=home,
        period=period,
        criterion=criterion,
        state=Round.State.LOCKED,
        opened_at=moment,
        closed_at=moment.replace(day=24),
        locked_at=moment.replace(day=25),
        locked_by=analyst,
    )
    first = (
        Signal.objects.for_organisation(home).order_by("-number").values_list("number", flat=True).first() or 0
    ) + 1
    for position in range(lifted + more):
        signal = told_signal(first + position, home)
        Candidate.objects.create(organisation=home, round=round, signal=signal, position=position)
        if position < lifted:
            Outcome.objects.create(
                organisation=home, round=round, signal=signal, choice="lifted", rank=position + 1, total=9 - position
            )
    Organisation.objects.filter(pk=home.pk).update(next_signal_number=first + lifted + more)
    for _judge in range(judges):
        judge = people.member("scanner", organisation=home)
        Ballot.objects.create(organisation=home, round=round, member=judge, handed_in_at=moment, given=10)
    return round


def report(organisation=None, *, by=None, whole=True, **round_fields):
    """A report in the making; `whole`: with all its words."""
    round = locked_round(organisation, **round_fields)
    by = by or people.member("analyst", organisation=round.organisation)
    made = begin.begin(round, by=by)
    return fill(made, by=by) if whole else made


def fill(made, *, by):
    words = {
        "title": "Vattnet kommer närmare, och de unga räcker inte till allt",
        "introduction": "Två av månadens fem signaler handlar om vatten och värme.",
        "request": "Ett svar på varje signal den 2 december.",
    }
    for piece in texts.pieces_of(made):
        number = piece.signal.number
        words[f"text-{number}"] = "Nya kartor lägger 140 fler fastigheter inom området."
        words[f"question-{number}"] = "Vem ska ge beskedet till husägarna?"
    write.save(made, words, {}, by=by)
    made.refresh_from_db()
    return made


def published_report(organisation=None, *, by=None, **fields):
    """A report with its first edition."""
    made = report(organisation, by=by, **fields)
    by = by or people.member("analyst", organisation=made.organisation)
    publish.publish(made, by=by, version=made.version)
    made.refresh_from_db()
    return made
