"""What the client does with answers of every kind: against a server on loopback."""

import gzip
import resource
import shutil
import ssl
import subprocess
import time
import zlib

import brotli
import pytest
from backports import zstd

from tests.stub import Reply, serving
from utkik.net import client, errors


def refusal(address, **options):
    with pytest.raises(errors.NetError) as wrong:
        client.fetch(address, **options)
    return wrong.value.code


@pytest.fixture
def outside(settings):
    """Nothing is allowed: the setting of an installation that did not touch it."""
    settings.UTKIK_FETCH_ALLOW = []


def test_an_answer_holds_its_body_headers_and_address(stub):
    stub.routes["/a"] = Reply(body=b"hej", headers={"Content-Type": "Text/XML; charset=UTF-8", "ETag": '"v1"'})
    answer = client.fetch(stub.address + "/a#dit")
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"hej", '"v1"')
    assert (answer.content_type, answer.charset, answer.address) == ("text/xml", "utf-8", stub.address + "/a")


def test_it_says_who_asks_and_where_to_complain(stub, settings):
    settings.UTKIK_URL = "https://utkik.sandvik.example"
    stub.routes["/"] = Reply()
    client.fetch(stub.address + "/")
    headers = stub.asked[0][1]
    assert headers["User-Agent"].startswith("Utkik/") and "https://utkik.sandvik.example" in headers["User-Agent"]
    assert "Cookie" not in headers and "Referer" not in headers and "Authorization" not in headers


def test_validators_are_sent_to_the_letter(stub):
    stub.routes["/f"] = Reply(304)
    answer = client.fetch(stub.address + "/f", headers={"If-None-Match": 'W/"å b"', "If-Modified-Since": "igår"})
    assert answer.status == 304
    assert stub.asked[0][1]["If-None-Match"].encode("latin-1", "surrogateescape").decode() == 'W/"å b"'


def test_the_address_is_asked_for_as_it_was_given(stub):
    path = "/4.1f0a/12.portlet?state=rss&sv.contenttype=text/xml;charset=UTF-8&x=a%2Fb%20c+d"
    stub.routes["/4.1f0a/12.portlet"] = Reply()
    client.fetch(stub.address + path)
    assert stub.asked_paths() == [path]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_one_by_one(stub, status):
    stub.routes = {"/a": Reply(status, headers={"Location": "b"}), "/b": Reply(body=b"framme")}
    answer = client.fetch(stub.address + "/a")
    assert (answer.body, answer.address) == (b"framme", stub.address + "/b")
    assert answer.moved_to == (stub.address + "/b" if status in (301, 308) else "")


def test_a_temporary_redirect_ends_what_is_permanent(stub):
    stub.routes = {
        "/a": Reply(301, headers={"Location": "/b"}),
        "/b": Reply(302, headers={"Location": "/c"}),
        "/c": Reply(308, headers={"Location": "/d"}),
        "/d": Reply(body=b"x"),
    }
    assert client.fetch(stub.address + "/a").moved_to == stub.address + "/b"


def test_five_redirects_are_enough(stub):
    stub.routes = {f"/{n}": Reply(302, headers={"Location": f"/{n + 1}"}) for n in range(9)}
    assert refusal(stub.address + "/0") == "too_many_redirects"
    assert len(stub.asked) == 6


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("", "bad_redirect"),
        ("ftp://127.0.0.1/x", "refused_scheme"),
        ("file:///etc/passwd", "refused_scheme"),
        ("gopher://127.0.0.1:6379/_x", "refused_scheme"),
        ("javascript:alert(1)", "refused_scheme"),
        ("http://namn:losen@127.0.0.1/", "holds_log_in"),
        ("http://169.254.169.254/latest/meta-data/", "private_address"),
        ("http://10.0.0.1/", "private_address"),
        ("//[::1]/", "private_address"),
        ("http://[fd00::1]/", "private_address"),
        ("http://[64:ff9b::a9fe:a9fe]/", "private_address"),
        ("http://[fe80::1%25lo]/", "private_address"),
        ("http://167772161/", "bad_address"),
        ("http://0xa000001/", "private_address"),
        ("http://012.0.0.1/", "bad_address"),
        ("http://10.1/", "bad_address"),
        ("http://ok@10.0.0.1/", "holds_log_in"),
        ("http://sandvik.example\\@10.0.0.1/", "bad_address"),
        ("http:\\\\10.0.0.1/", "bad_address"),
        ("\t//10.0.0.1/", "private_address"),
        ("//10.0.0.1:6379/", "private_address"),
        ("data:text/xml,<rss/>", "refused_scheme"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_redirect_is_checked_anew(stub, status, location, code):
    stub.routes["/a"] = Reply(status, headers={"Location": location, "Content-Type": "application/rss+xml"})
    assert refusal(stub.address + "/a") in (code, "no_such_host")
    assert stub.asked_paths() == ["/a"]


@pytest.mark.parametrize("kind", ["image/png", "application/json", "text/csv", "text/xml", "application/pdf", ""])
@pytest.mark.parametrize("status", [300, 304, 305, 306, 309])
def test_what_is_no_redirect_leads_nowhere_whatever_it_carries(stub, status, kind):
    headers = {"Location": "/inre", "Content-Location": "/inre", "Refresh": "0; url=/inre", "Link": "</inre>"}
    stub.routes["/a"] = Reply(status, headers=headers | {"Content-Type": kind})
    answer = client.fetch(stub.address + "/a")
    assert (answer.status, answer.body, answer.address) == (status, b"", stub.address + "/a")
    assert stub.asked_paths() == ["/a"]


def test_content_location_changes_nothing(stub):
    stub.routes["/a"] = Reply(body=b"x", headers={"Content-Location": "http://10.0.0.1/"})
    assert client.fetch(stub.address + "/a").address == stub.address + "/a"


def test_the_host_is_asked_for_by_the_name_that_was_given(stub):
    port = stub.address.rpartition(":")[2]
    stub.routes["/a"] = Reply(body=b"x")
    assert client.fetch(f"http://localhost:{port}/a").body == b"x"
    assert stub.asked[0][1]["Host"] == f"localhost:{port}"


SPELLINGS = [
    "127.0.0.1", "127.1", "0177.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "localhost",
    "localhost.", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "0.0.0.0",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1%25lo]", "[::1%25lo]", "127.0.0.1.", "[0:0:0:0:0:ffff:7f00:1]",
    "0x7f.0x0.0x0.0x1", "127.0.1", "①②⑦.1", "LOCALHOST", "sandvik.example@127.0.0.1", "127.0.0.1%00.sandvik.example",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_inner_address_is_connected_to(stub, outside, host):
    port = stub.address.rpartition(":")[2]
    code = refusal(f"http://{host}:{port}/")
    assert code in ("private_address", "no_such_host", "bad_address", "no_connection", "holds_log_in")
    assert stub.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "localhost"])
def test_the_refusal_names_the_closed_network(outside, host):
    assert refusal(f"http://{host}/") == "private_address"


@pytest.mark.parametrize(
    "answers",
    [
        ("1.1.1.1", "127.0.0.1"),
        ("2a00:1450:400f:80d::200e", "10.0.0.1"),
        ("1.1.1.1", "fd00::1"),
        ("1.1.1.1", "::ffff:169.254.169.254"),
        ("127.0.0.1",),
        ("64:ff9b::7f00:1",),
    ],
)
def test_one_inner_answer_refuses_a_name(monkeypatch, stub, outside, answers):
    """A name with a public and an inner address, of either family, and one that is nothing but an inner address (as of
    10.0.0.1.nip.io) are refused where they are resolved."""

    async def mixed(self, host, port=0, family=0):
        return [
            {"hostname": host, "host": address, "port": port, "family": 2, "proto": 6, "flags": 0}
            for address in answers
        ]

    monkeypatch.setattr("aiohttp.resolver.ThreadedResolver.resolve", mixed)
    assert refusal("http://mixed.example/") == "private_address"


def test_the_gate_sees_what_a_lying_resolver_hides(monkeypatch, stub, outside):
    """Were the check of names left out, the connection itself would still be refused."""
    monkeypatch.setattr("utkik.net.client.guard.check", lambda *_, **__: None)
    port = int(stub.address.rpartition(":")[2])
    assert client.fetch(f"http://localhost:{port}/").status == 404, "without any check it would connect"
    monkeypatch.undo()

    async def unchecked(self, host, port=0, family=0):
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": 2, "proto": 6, "flags": 0}]

    monkeypatch.setattr("utkik.net.client._Resolver.resolve", unchecked)
    assert refusal(f"http://rebound.example:{port}/") == "private_address"


def test_a_port_of_another_service_is_refused(outside):
    assert refusal("http://1.1.1.1:6379/") == "refused_port"


def test_proxies_of_the_environment_are_not_used(monkeypatch, stub):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    stub.routes["/"] = Reply(body=b"rakt")
    assert client.fetch(stub.address + "/").body == b"rakt"


def test_a_cookie_lives_within_one_fetch(stub):
    def balancer(headers):
        if headers.get("Cookie") == "LTM=b2":
            return Reply(body=b"inne")
        return Reply(307, headers={"Location": "/p", "Set-Cookie": "LTM=b2; Path=/"})

    stub.routes["/p"] = balancer
    assert client.fetch(stub.address + "/p").body == b"inne"
    assert client.fetch(stub.address + "/p").body == b"inne"
    assert [headers.get("Cookie") for _, headers in stub.asked] == [None, "LTM=b2", None, "LTM=b2"]


def test_a_cookie_stays_with_its_host(stub):
    with serving("127.0.0.2") as other:
        stub.routes["/a"] = Reply(302, headers={"Location": other.address + "/b", "Set-Cookie": "hemlig=1"})
        other.routes["/b"] = Reply(body=b"x")
        client.fetch(stub.address + "/a")
        assert "Cookie" not in other.asked[0][1]


PACKED = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("encoding", PACKED)
def test_packed_answers_are_unpacked(stub, encoding):
    body = "åäö".encode() * 1000
    stub.routes["/p"] = Reply(body=PACKED[encoding](body), headers={"Content-Encoding": encoding})
    assert client.fetch(stub.address + "/p").body == body


@pytest.mark.parametrize("encoding", PACKED)
def test_a_bomb_stops_early(stub, encoding):
    stub.routes["/b"] = Reply(body=PACKED[encoding](bytes(120_000_000)), headers={"Content-Encoding": encoding})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(stub.address + "/b") == "too_big"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000, "in kB"


def test_a_packed_file_is_unpacked_with_the_same_limit(stub):
    stub.routes["/f.xml.gz"] = Reply(body=gzip.compress(b"<rss/>"), headers={"Content-Type": "application/gzip"})
    stub.routes["/b.xml.gz"] = Reply(body=gzip.compress(bytes(40_000_000)))
    assert client.fetch(stub.address + "/f.xml.gz").body == b"<rss/>"
    assert refusal(stub.address + "/b.xml.gz") == "too_big"


def test_a_large_body_is_refused_by_its_length_and_while_reading(stub, monkeypatch):
    monkeypatch.setattr(client, "BYTES", 1000)
    stub.routes["/l"] = Reply(body=bytes(1001))
    stub.routes["/ok"] = Reply(body=bytes(1000))
    assert refusal(stub.address + "/l") == "too_big"
    assert len(client.fetch(stub.address + "/ok").body) == 1000


def test_a_body_that_is_cut_off_is_damaged(stub):
    stub.routes["/c"] = Reply(body=b"halv", headers={"Content-Length": "400", "Connection": "close"})
    stub.routes["/n"] = Reply(body=b"inte gzip", headers={"Content-Encoding": "gzip"})
    for path in ("/c", "/n"):
        assert refusal(stub.address + path) in ("broken_answer", "no_connection")


def test_huge_headers_are_refused(stub):
    stub.routes["/h"] = Reply(headers={"X-Long": "a" * 20_000})
    assert refusal(stub.address + "/h") == "broken_answer"


def test_the_whole_fetch_has_one_time_limit(stub, monkeypatch):
    """Not only the silence between two pieces: a server that drips redirects is slow as well."""
    monkeypatch.setattr(client, "SECONDS", 0.6)
    stub.routes["/s"] = Reply(pause=5)
    stub.routes["/d"] = Reply(302, headers={"Location": "/d"}, pause=0.25)
    for path in ("/s", "/d"):
        began = time.monotonic()
        assert refusal(stub.address + path) == "too_slow"
        assert time.monotonic() - began < 2


def test_nobody_there_is_told_from_no_such_name():
    assert refusal("http://127.0.0.1:9/") == "no_connection"
    assert refusal("http://finns-inte.invalid/") == "no_such_host"


def test_an_error_page_is_not_read(stub):
    stub.routes["/e"] = Reply(503, body=b"x" * 100, headers={"Retry-After": "120"})
    answer = client.fetch(stub.address + "/e")
    assert (answer.status, answer.body, answer.headers["Retry-After"]) == (503, b"", "120")


@pytest.fixture
def https(tmp_path):
    """A server on loopback with a certificate that nobody vouches for."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    order = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost"
    subprocess.run([*order.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving() as served:
        served.secure(context)
        yield served


def test_a_certificate_that_nobody_vouches_for_is_refused(https):
    assert refusal(https.address.replace("http:", "https:") + "/") == "bad_certificate"
    assert https.asked == []
