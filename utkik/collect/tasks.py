"""What the background work asks for: feeds whose time has come."""

from datetime import timedelta

from utkik.collect.ask import fetch
from utkik.collect.letters import delivery, mailroom
from utkik.collect.letters.models import Mailbox
from utkik.collect.models import Feed, Intake
from utkik.collect.sources import intake
from utkik.collect.texts import texts
from utkik.collect.texts.models import ArticleText
from utkik.people.models import Organisation
from utkik.work.registry import Flow, chore, due

BEGIN_WITHIN = 30.0


@due(
    lambda: Feed.objects.due().order_by("next_check_at", "pk"),
    every=timedelta(seconds=3),
    lease=fetch.LEASE,
    apart=True,
    flows=True,
    mark=fetch.mark,
)
def fetch_feeds(flow: Flow) -> None:
    """Fetch what is due for as long as there is any.

    What a slow host has not let begin within half a minute is let go of, so that others may take it.
    """
    fetch.fetch_feeds([], begin_within=BEGIN_WITHIN, flow=flow)


@due(intake.waiting, every=timedelta(seconds=1), lease=timedelta(minutes=2), apart=True)
def take_in_file(row: Intake) -> None:
    """Go on taking in a file of sources, for half a minute at most."""
    intake.go_on(row)


@due(mailroom.due, every=timedelta(seconds=5), lease=mailroom.LEASE, apart=True)
def read_mailbox(row: Mailbox) -> None:
    """Read the newsletters that have come; what went wrong stands in the row."""
    mailroom.read(row)


@chore(every=timedelta(hours=12))
def forget_letters() -> None:
    """Letters that nobody wanted in three months."""
    for organisation in Organisation.objects.all():
        delivery.forget_old(organisation)


@chore(every=timedelta(seconds=30))
def plan_texts() -> None:
    """Ask for the texts of what has come since."""
    texts.plan()


@due(texts.due, every=timedelta(seconds=10), lease=timedelta(minutes=30), batch=10, apart=True)
def fetch_texts(rows: list[ArticleText]) -> None:
    """Fetch some texts; what came of it stands in each row."""
    texts.fetch(rows)


@chore(every=timedelta(hours=1))
def expire_texts() -> None:
    """Texts whose month is over."""
    texts.expire()
