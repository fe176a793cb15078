from tests import factories as make
from tests.access.row import get, post
from utkik import clock
from utkik.collect.letters import senders
from utkik.collect.models import Feed, Source
from utkik.collect.sources import follow, idle, intake
from utkik.collect.sources.opml import Outline

#         nobody stranger reader contributor scanner analyst administrator
GROUP = "in 404 403 403 200 200 403"
GROUP_ACTS = "in 404 403 403 ok ok 403"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"
GONE = "in 404 403 403 404 404 403"
LED_ON = "in 404 403 403 on on 403"


def a_source(cast):
    return [make.source(by=cast.scanner, area=make.area("Bygga", organisation=cast.organisation)).pk]


def a_paused_source(cast):
    source = make.source(by=cast.scanner)
    follow.pause(source, by=cast.scanner)
    return [source.pk]


def an_idle_source(cast):
    """One that gives nothing and cannot be read."""
    source = make.source(by=cast.scanner, name="Tyst")
    Source.objects.filter(pk=source.pk).update(added_at=clock.now() - 2 * idle.LONG)
    Feed.objects.filter(pk=source.feed_id).update(error_code="not_found", failing_since=clock.now(), failures=3)
    return [source.pk]


def an_intake(cast):
    outline = Outline("https://intag.example/rss", "Intagen")
    return [intake.begin([outline, Outline("file:///x", "Fel")], by=cast.scanner).pk]


def a_neighbours_intake(cast):
    by = make.member("scanner", organisation=cast.neighbours)
    return [intake.begin([Outline("https://intag.example/rss", "Intagen")], by=by).pk]


def a_removed_source(cast):
    source = make.source(by=cast.scanner)
    follow.remove(source, by=cast.scanner)
    return [source.pk]


def a_neighbours_source(cast):
    return [make.source(organisation=cast.neighbours).pk]


def a_new_source(cast):
    return {"act": "follow", "feed": "https://ny.example/rss", "name": "Ny", "level": "near"}


def new_details(cast):
    return {"name": "Nytt namn", "level": "own", "area": "", "place": ""}


def a_sender(cast):
    return [make.sender(cast.organisation).pk]


def a_declined_sender(cast):
    sender = make.sender(cast.organisation)
    senders.decline(sender, by=cast.scanner)
    return [sender.pk]


def an_accepted_sender(cast):
    sender = make.sender(cast.organisation)
    senders.accept(sender, by=cast.scanner, name="Brevet")
    return [sender.pk]


def a_neighbours_sender(cast):
    return [make.sender(cast.neighbours).pk]


def a_choice(cast):
    return {"way": "links", "name": "Brevet", "level": "near", "area": "", "place": ""}


def fill(organisation, word):
    """A source with its feed, and what it said."""
    source = make.source(
        organisation=organisation, name=f"Källa {word}", area=make.area(word, organisation=organisation)
    )
    source.feed.title = source.feed.site = word
    source.feed.save()
    make.said(source, f"Artikel {word}", text=word)
    make.sender(organisation, name=f"Brev {word}", text=word)
    make.whole_text(source, word)


NEIGHBOURS_GET = "in 404 403 403 404 404 403"
ROWS = [
    get("collect:newsletters", GROUP),
    get("collect:newsletters", GROUP, "with a sender", args=lambda cast: [] if a_sender(cast) else []),
    get("collect:sender", GROUP, args=a_sender),
    get("collect:sender", GROUP, "accepted", args=an_accepted_sender),
    get("collect:sender", GROUP, "declined", args=a_declined_sender),
    get("collect:sender", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_sender),
    post("collect:sender", GROUP_ACTS, args=a_sender, data=a_choice),
    post("collect:sender", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_sender, data=a_choice),
    post("collect:decline", GROUP_ACTS, args=a_sender),
    post("collect:decline", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_sender),
    post("collect:wait_again", GROUP_ACTS, args=a_declined_sender),
    post("collect:wait_again", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_sender),
    get("collect:list", GROUP),
    get("collect:list", GROUP, "with a source that cannot be read", args=lambda cast: [] if a_source(cast) else []),
    get("collect:new", GROUP),
    post("collect:new", GROUP_ACTS, data=a_new_source),
    get("collect:opml", GROUP),
    post("collect:opml", GROUP_ACTS),
    get("collect:intake", GROUP, args=an_intake),
    get("collect:intake", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_intake),
    get("collect:export", GROUP),
    get("collect:source", GROUP, args=a_source),
    get("collect:source", GROUP, "paused", args=a_paused_source),
    get("collect:source", LED_ON, "removed", args=a_removed_source),
    get("collect:source", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    get("collect:edit", GROUP, args=a_source),
    get("collect:edit", GONE, "removed", args=a_removed_source),
    post("collect:edit", GROUP_ACTS, args=a_source, data=new_details),
    post("collect:edit", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source, data=new_details),
    post("collect:pause", GROUP_ACTS, args=a_source),
    post("collect:pause", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    post("collect:resume", GROUP_ACTS, args=a_paused_source),
    post("collect:resume", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    post("collect:try", GROUP_ACTS, args=a_source),
    post("collect:try", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    post("collect:confirm", GROUP_ACTS, args=a_source),
    post("collect:confirm", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    get("collect:source", GROUP, "tried", args=a_source, query="?tried=1"),
    get("collect:tried", GROUP, args=a_source),
    get("collect:tried", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    get(
        "collect:list",
        GROUP,
        "those that need a hand",
        args=lambda cast: an_idle_source(cast)[1:],
        query="?view=unwell",
    ),
    get(
        "collect:list", GROUP, "those that give nothing", args=lambda cast: an_idle_source(cast)[1:], query="?view=idle"
    ),
    post("collect:keep", GROUP_ACTS, args=an_idle_source),
    post("collect:keep", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    post("collect:take_back", GROUP_ACTS, args=an_idle_source),
    post("collect:take_back", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    post("collect:remove", GROUP_ACTS, args=a_source),
    post("collect:remove", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    post("collect:restore", GROUP_ACTS, args=a_removed_source),
    post("collect:restore", NEIGHBOURS_GET, "a neighbour's", args=a_neighbours_source),
    get("collect:remove_with_articles", ANALYST, args=a_source),
    get("collect:remove_with_articles", "in 404 403 403 403 404 403", "a neighbour's", args=a_neighbours_source),
    post("collect:remove_with_articles", ANALYST_ACTS, args=a_source),
]
