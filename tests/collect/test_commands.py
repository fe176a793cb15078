"""The operator's commands for sources, run as an operator runs them."""

import json

from tests.collect.feeds import item, rss
from tests.stub import Reply

LOOPBACK = {"UTKIK_FETCH_ALLOW": "127.0.0.0/8"}


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_probe_needs_no_setup_and_says_by_its_status_whether_all_could_be_read(installation, stub):
    stub.routes["/rss"] = Reply(body=rss(item("Å & ä")))
    good, bad = stub.address + "/rss", stub.address + "/borta"
    done = installation.run("probe", good, bad, "--json", **LOOPBACK)
    first, second = lines(done)
    assert done.returncode == 1 and done.stderr == ""
    assert (first["address"], first["items"][0]["title"], first["error"]) == (good, "Å & ä", None)
    assert second["address"] == bad and "nothing at the address" in second["error"]
    assert installation.run("probe", good, **LOOPBACK).returncode == 0
    assert not installation.data.exists(), "it stores nothing"


def test_each_address_has_one_line_whatever_it_holds_and_whatever_the_terminal_knows(installation, stub):
    stub.routes["/rss"] = Reply(body=rss(item("Å")))
    stub.routes["/bild"] = Reply(
        body=b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)), headers={"Content-Type": "image/png"}
    )
    odd = ["", "http://a.invalid/\nx\ty", "http://\udcff.invalid/", "http://åäö.invalid/", stub.address + "/bild"]
    addresses = [stub.address + "/rss", *odd]
    done = installation.run("probe", *addresses, PYTHONIOENCODING="ascii", **LOOPBACK)
    assert done.returncode == 1 and done.stderr == ""
    assert [line.count("\t") for line in done.stdout.splitlines()] == [3] * 6
    told = lines(installation.run("probe", *addresses, "--json", PYTHONIOENCODING="ascii:strict", **LOOPBACK))
    assert [one["error"] is None for one in told] == [True] + [False] * 5
    assert told[0]["items"][0]["title"] == "Å" and told[4]["address"] == odd[3]
    assert "neither a feed nor a web page" in told[5]["error"]


def test_probe_refuses_closed_networks_unless_they_are_opened(installation, stub):
    (line,) = lines(installation.run("probe", stub.address + "/rss", "--json", UTKIK_FETCH_ALLOW=""))
    assert "closed network" in line["error"] and stub.asked == []


def test_sources_are_imported_collected_and_exported(set_up_installation, stub, tmp_path):
    stub.routes |= {
        "/rss": Reply(body=rss(item("Ett", guid="1"))),
        "/feeds.opml": Reply(
            body=(
                '<opml><body><outline text="Omvärld"><outline text="Sverige">'
                f'<outline text="Vård &amp; omsorg" xmlUrl="{stub.address}/rss"/>'
                '<outline text="Fel" xmlUrl="ftp://a.example"/></outline></outline></body></opml>'
            ).encode()
        ),
    }
    set_up_installation.environment |= LOOPBACK
    told = set_up_installation.run("sources", "import", stub.address + "/feeds.opml")
    assert told.returncode == 0 and "Only addresses that begin with http" in told.stdout
    first = set_up_installation.json("collect")
    assert list(first) == ["feeds", "unchanged", "failed", "new_items", "new_entries", "seconds"]
    assert (first["feeds"], first["new_items"], first["new_entries"]) == (1, 1, 1)
    assert set_up_installation.json("collect")["feeds"] == 0
    assert set_up_installation.json("collect", "--all")["unchanged"] == 1
    file = tmp_path / "ut.opml"
    assert set_up_installation.run("sources", "export", str(file)).returncode == 0
    assert 'utkik:place="Sverige"' in file.read_text() and "Vård &amp; omsorg" in file.read_text()


def test_a_wrong_file_is_refused_with_a_sentence(set_up_installation, tmp_path):
    file = tmp_path / "fel.opml"
    for body in ("hej", "<rss/>"):
        file.write_text(body)
        done = set_up_installation.run("sources", "import", str(file))
        assert done.returncode == 1 and "no OPML" in done.stderr and "Traceback" not in done.stderr
    done = set_up_installation.run("sources", "import", str(tmp_path / "finns-inte.opml"))
    assert done.returncode == 1 and "Traceback" not in done.stderr
