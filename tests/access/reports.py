from tests import factories as make
from tests.access.row import get, post
from utkik.reports import publish, texts, write

#         nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
GROUP = "in 404 403 403 200 200 403"
GROUP_ACTS = "in 404 403 403 ok ok 403"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"
# what is in the making is not there for others; it leads the group to the builder
UNSEEN = "in 404 404 404 ok ok 404"
NOT_YET = "in 404 404 404 404 404 404"


def a_round(cast):
    make.locked_round(cast.organisation, lifted=1, more=1)
    return []


def in_the_making(cast):
    return [make.report(cast.organisation, by=cast.analyst, lifted=2, more=1).month]


def published(cast):
    return [make.published_report(cast.organisation, by=cast.analyst, lifted=1, more=1).month]


def an_edition(cast):
    return [*published(cast), 1]


def a_pdf(cast):
    return [*an_edition(cast), "pdf"]


def a_page_file(cast):
    return [*an_edition(cast), "html"]


def an_edition_in_the_making(cast):
    return [*in_the_making(cast), 1]


def none(cast):
    return []


def latest(cast):
    published(cast)
    return []


def the_month(cast):
    return {"month": "2026-11"}


def words(cast):
    return {"title": "Ny rubrik"}


def the_version(cast):
    return {"version": 2}


ROWS = [
    get("reports:archive", MEMBERS, "none", args=none),
    get("reports:archive", MEMBERS, "published", args=latest),
    get("reports:latest", "in 404 ok ok ok ok ok", args=latest),
    get("reports:report", MEMBERS, "published", args=published),
    get("reports:report", UNSEEN, "in the making", args=in_the_making),
    get("reports:editions", MEMBERS, "published", args=published),
    get("reports:editions", NOT_YET, "in the making", args=in_the_making),
    get("reports:edition", MEMBERS, "published", args=an_edition),
    get("reports:edition", NOT_YET, "in the making", args=an_edition_in_the_making),
    get("reports:file", MEMBERS, "pdf", args=a_pdf),
    get("reports:file", MEMBERS, "html", args=a_page_file),
    get("reports:build", GROUP, "in the making", args=in_the_making),
    get("reports:build", GROUP, "published", args=published),
    get("reports:preview", GROUP, args=in_the_making),
    get("reports:proof", GROUP, args=in_the_making),
    get("reports:publish", ANALYST, args=in_the_making),
    post("reports:begin", GROUP_ACTS, args=a_round, data=the_month),
    post("reports:build", GROUP_ACTS, args=in_the_making, data=words),
    post("reports:keep", GROUP_ACTS, args=in_the_making, data=words),
    post("reports:publish", ANALYST_ACTS, args=in_the_making, data=the_version),
]


def fill(organisation, word):
    """A published report and one in the making, with the word in all that the group wrote."""
    analyst = make.member("analyst", organisation=organisation, name=f"{word} rapportör")
    for month, is_published in ((7, True), (8, False)):
        report = make.report(organisation, by=analyst, lifted=1, more=1, period=make.MONTH.replace(month=month))
        number = texts.pieces_of(report)[0].signal.number
        written = {name: f"{word} {name}" for name in texts.WHOLE}
        written |= {f"{name}-{number}": f"{word} {name}" for name in texts.OF_PIECE}
        write.save(report, written, {}, by=analyst)
        report.refresh_from_db()
        if is_published:
            publish.publish(report, by=analyst, version=report.version)
