"""Whether a site lets its articles be read: robots.txt as the standard says, and reservations of mining."""

from time import process_time

import pytest

from utkik.collect.read import permission

SITE = "https://a.example"


def allows(robots, path):
    return permission.of_texts(robots, "").allow(SITE + path)


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /intern/", "/nyheter/1", True),
        ("User-agent: *\nDisallow: /nyheter\nAllow: /nyheter/oppet", "/nyheter/oppet/1", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/fil.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/fil.pdf?x", True),
        ("User-agent: *\nDisallow: /*?sida=", "/lista?sida=2", False),
        ("User-agent: *\nDisallow: /%C3%A5r", "/år/2025", False),
        ("User-agent: Utkik\nDisallow: /\n\nUser-agent: *\nDisallow:", "/x", False),
        ("User-agent: utkik/2\nAllow: /\n\nUser-agent: *\nDisallow: /", "/x", True),
        ("User-agent: annan\nUser-agent: Utkik\nDisallow: /x\n", "/x", False),
        ("User-agent: annan\nDisallow: /", "/x", True),
        ("User-agent: *\nCrawl-delay: 10\nDisallow: /x", "/x", False),
        ("\ufeffUSER-AGENT: *\r\nDISALLOW: /x # inte här\r\nSitemap: https://a.example/s.xml", "/x", False),
        ("<html><body>Sidan finns inte</body></html>", "/x", True),
    ],
)
def test_robots_are_obeyed_by_the_book(robots, path, allowed):
    assert allows(robots, path) is allowed


@pytest.mark.parametrize(
    ("told", "path", "reserved"),
    [
        ("", "/x", False),
        ('[{"location": "/", "tdm-reservation": 1}]', "/x", True),
        (
            '[{"location": "/oppet/*", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
            "/oppet/1",
            False,
        ),
        ('[{"location": "/*", "tdm-reservation": "1", "tdm-policy": "https://a.example/p"}]', "/x", True),
        ('{"tdm-reservation": 1}', "/x", False),
        ("[1, 2", "/x", False),
    ],
)
def test_a_sites_reservation_is_read(told, path, reserved):
    assert permission.of_texts("", told).reserve(SITE + path) is reserved


@pytest.mark.parametrize(
    ("pattern", "path", "allowed"),
    [
        ("/" + "a*" * 200 + "b$", "/" + "a" * 200, True),
        ("/" + "*a" * 18 + "*b$", "/" + "a" * 1_900, True),
        ("/" + "*a" * 18 + "*b$", "/" + "a" * 1_900 + "b", False),
        ("/" + "*a" * 300, "/" + "a" * 299, True),
    ],
)
def test_a_hostile_pattern_costs_no_time(pattern, path, allowed):
    before = process_time()

    assert allows(f"User-agent: *\nDisallow: {pattern}", path) is allowed
    assert process_time() - before < 1


@pytest.mark.parametrize(
    ("pattern", "path", "allowed"),
    [
        ("/a*", "/a", False),
        ("/a*$", "/ab", False),
        ("/a$", "/a", False),
        ("/a$", "/ab", True),
        ("*", "/x", False),
        ("/a*a$", "/a", True),
        ("/a*b*c", "/a1c2b3", True),
        ("/a*b*c", "/a1b2c3", False),
        ("/*ab*b$", "/abb", False),
        ("/*ab*bb$", "/abb", True),
    ],
)
def test_stars_and_ends_fit_as_the_standard_says(pattern, path, allowed):
    assert allows(f"User-agent: *\nDisallow: {pattern}", path) is allowed
