"""Every page of the example municipality, reached by its links, as each role: axe finds nothing, and what holds for
all pages holds for each (one heading, one primary button, ids that are unique, text that is kept).
"""

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from lxml import etree, html

from utkik.demo import fill
from utkik.people.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)
VISITS = [
    ("analyst", 390, "dark"),
    ("analyst", 1440, "light"),
    ("scanner", 1440, "light"),
    ("contributor", 1440, "light"),
    ("reader", 1440, "light"),
]
THEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
PRIMARY = '//*[contains(concat(" ", @class, " "), " button--primary ")]'
CONTROLS = '//main//*[self::button or self::textarea or self::select or self::input[not(@type="hidden")]][not(@id)]'


@pytest.mark.timeout(1200)
def test_every_page_is_accessible_to_every_role(walk):
    wrong = walk(VISITS)

    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_every_page_is_accessible_in_every_theme_and_width(walk):
    wrong = walk([("analyst", width, theme) for width in (320, 390, 900, 1440) for theme in THEMES])

    assert not wrong, "\n".join(wrong)


@pytest.fixture
def walk(context, live_server, log_in, axe, picture, settings, tmp_path):
    """walk(visits): what is wrong with the pages of the example, for each (role, width, theme)."""
    settings.UTKIK_DATA = tmp_path
    fill.fill()

    def look(visits):
        wrong, examined = [], set()
        for role, width, theme in visits:
            page = context.new_page()
            member = Membership.objects.filter(role=role, left_at=None).order_by("-is_administrator", "pk").first()
            log_in(page, member)
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(reduced_motion="reduce", **THEMES[theme])
            for name in visit(page, f"{live_server.url}/o/{member.organisation.slug}/"):
                picture(page, f"{name.replace(':', '-')}-{role}-{width}-{theme}")
                source = page.content()
                parts = (width, theme, name, parts_of(source))
                found = [*faults(source), *overflow(page, width), *(axe(page) if parts not in examined else [])]
                examined.add(parts)
                wrong += [f"{role} {width} {theme} {urlsplit(page.url).path}: {fault}" for fault in found]
            page.close()
        return wrong

    return look


def visit(page, start):
    """Opens one page of every view that the links lead to; gives the view's name while the page is open."""
    waiting, seen = [start], set()
    while waiting:
        address = waiting.pop(0)
        name = view_of(address)
        if name in seen:
            continue
        seen.add(name)
        if not opened(page, address):
            continue
        waiting += [urljoin(page.url, link) for link in links(page)]
        yield name


def parts_of(source):
    """What the page is made of, whatever it says: another role's page of the same parts need not be examined again."""
    elements = html.fromstring(source).iter(etree.Element)
    return frozenset((one.tag, one.get("class"), one.get("type"), one.get("role")) for one in elements)


def opened(page, address):
    """Whether the address gave a page; a file is asked for beside the page, so that the browser keeps no downloads."""
    answer = page.context.request.get(address)
    assert answer.status == 200, f"{address} answers {answer.status}"
    if "html" not in answer.headers["content-type"]:
        return False
    page.goto(address)
    return True


def links(page):
    """Addresses of pages here."""
    return page.eval_on_selector_all(
        "a[href]",
        "links => links.map(a => new URL(a.getAttribute('href'), location).href)"
        ".filter(href => href.startsWith(location.origin))",
    )


def view_of(address):
    """The name of the view behind an address; what is no page of ours counts as seen."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return f"nothing at {address}"


def faults(source):
    """What is wrong with the page whatever it is about."""
    page = html.fromstring(source)
    twice = [name for name, many in Counter(page.xpath("//@id")).items() if many > 1]
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    found = {
        "headings of the first level": len(page.xpath("//h1")) != 1,
        "primary buttons": len(page.xpath(PRIMARY)) > 1,
        f"ids that are there twice: {twice}": twice,
        "a heading level is left out": any(b > a + 1 for a, b in zip(levels, levels[1:], strict=False)),
        "text that is not kept": page.xpath("//textarea[not(ancestor::form[@data-autosave])]"),
        "a control without an id": page.xpath(CONTROLS),
        "a form without its token": page.xpath('//form[@method="post"][not(.//input[@name="csrfmiddlewaretoken"])]'),
    }
    return [fault for fault, is_so in found.items() if is_so]


def overflow(page, width):
    """A page that scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > width else []
