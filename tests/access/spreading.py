"""How results leave and tips come in: mail and its choices, reading links, tips."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories as make
from tests.access.row import get, post
from utkik.people import posting, wishes
from utkik.people.letters import Letter
from utkik.reports import links
from utkik.stream import tips

#          nobody stranger reader contributor scanner analyst administrator
EVERYBODY = "200 200 200 200 200 200 200"
NOWHERE = "404 404 404 404 404 404 404"
LOGGED_IN_ACT = "in ok ok ok ok ok ok"
TIPPERS = "in 404 403 200 200 200 403"
ADMINISTRATOR = "in 404 403 403 403 403 200"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACT = "in 404 403 403 403 ok 403"


def a_wish(cast):
    return [wishes.token(cast.reader, wishes.DIGEST)]


def a_message(cast):
    letter = ("Vecka 48", Letter("En ny signal"))
    return [posting.post(cast.reader, lambda: letter, occasion="digest-x", kind=wishes.DIGEST).pk]


def published(cast):
    return [make.published_report(cast.organisation, by=cast.analyst, lifted=1, more=1).month]


def a_link(cast):
    report = make.published_report(cast.organisation, by=cast.analyst, lifted=1, more=1)
    return links.make(report, "Vården", by=cast.analyst)


def its_token(cast):
    return [links.token_of(a_link(cast))]


def a_revoked_token(cast):
    link = a_link(cast)
    links.revoke(link, by=cast.analyst)
    return [links.token_of(link)]


def its_key(cast):
    return [a_link(cast).pk]


def some_tips(cast):
    for by in (cast.contributor, cast.scanner, cast.analyst):
        tips.send(by=by, thought="Ekviken lånar ut tunnor")
    return []


def own_tip(cast):
    member = cast.member
    by = member if member and member.organisation_id == cast.organisation.pk else cast.contributor
    return [tips.send(by=by, thought="Ekviken lånar ut tunnor").pk]


def a_file(cast):
    return [tips.send(by=cast.scanner, given=SimpleUploadedFile("a.txt", b"text")).pk]


def an_analysis(cast):
    return [make.frozen_analysis(cast.organisation, by=cast.analyst).year]


def a_link_to_an_analysis(cast):
    analysis = make.frozen_analysis(cast.organisation, by=cast.analyst)
    return [links.token_of(links.make(analysis, "Nämnden", by=cast.analyst))]


ROWS = [
    get("people:stop_mail", EVERYBODY, args=a_wish),
    get("people:stop_mail", NOWHERE, "forged", args=lambda cast: ["WzEsImFsbCJd:1:x"]),
    post("people:choose_mail", LOGGED_IN_ACT, data=lambda cast: {"membership": cast.reader.pk, "act": "pause"}),
    get("people:messages", ADMINISTRATOR, "none"),
    get("people:message", ADMINISTRATOR, args=a_message),
    get("reports:read", EVERYBODY, args=its_token),
    get("reports:read", NOWHERE, "revoked", args=a_revoked_token),
    get("reports:read_pdf", EVERYBODY, args=its_token),
    get("reports:read_pdf", NOWHERE, "revoked", args=a_revoked_token),
    get("reports:links", ANALYST, args=published),
    post("reports:links", ANALYST_ACT, args=published, data=lambda cast: {"name": "Vården"}),
    post("reports:revoke_link", ANALYST_ACT, args=its_key),
    get("reports:analysis_links", ANALYST, args=an_analysis),
    post("reports:analysis_links", ANALYST_ACT, args=an_analysis, data=lambda cast: {"name": "Nämnden"}),
    get("reports:read", EVERYBODY, "an analysis", args=a_link_to_an_analysis),
    get("stream:tip", "in 200 403 200 200 200 403"),
    post("stream:tip", "in ok 403 ok ok ok 403", data=lambda cast: {"text": "Ekviken lånar ut tunnor"}),
    get("stream:tips", TIPPERS, args=some_tips),
    get("stream:list", "in 404 403 403 200 200 403", "tips", args=some_tips, query="?view=tips"),
    post("stream:take_back_tip", "in 404 403 ok ok ok 403", args=own_tip),
    get("stream:tip_file", "in 404 403 404 200 200 403", args=a_file),
]


def fill(organisation, word):
    """A tip, a reading link and a message, with the word in all that a person wrote."""
    analyst = make.member("analyst", organisation=organisation, name=f"{word} analytiker")
    contributor = make.member("contributor", organisation=organisation, name=f"{word} tipsare")
    tips.send(by=contributor, link=f"https://{word}.example/sida", title=f"{word} rubrik", thought=f"{word} tanke")
    report = make.published_report(organisation, by=analyst, lifted=1, more=1, period=make.MONTH.replace(month=5))
    links.make(report, f"{word} mottagare", by=analyst)
    letter = (f"{word} ämne", Letter(f"{word} rubrik"))
    posting.post(contributor, lambda: letter, occasion="digest-x", kind=wishes.DIGEST)
