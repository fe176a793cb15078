"""What is new: decisions told as short stories, without clock and database."""

from utkik.collect import decide
from utkik.collect.address import canonical
from utkik.collect.read.reading import Entry


def entry(title="a", link="", guid="", text=""):
    return Entry(guid, title, canonical(link), f"<p>{text}</p>", text, None, "sv")


def keys(*entries, feed="a.example/rss"):
    return [(one.guid_hash, one.item_identity) for one in decide.keyed(list(entries), feed)]


def test_the_move_of_a_site_to_https_makes_nothing_new():
    before = entry(link="http://a.example/1", guid="http://a.example/1")
    after = entry(link="https://a.example/1", guid="https://a.example/1")
    assert keys(before) == keys(after)


def test_one_article_in_two_feeds_is_one_item_and_two_sightings():
    (first,), (second,) = (
        keys(entry(link="https://a.example/1", guid="1")),
        keys(entry(link="https://a.example/1?utm_source=x", guid="nr-1"), feed="b.example/rss"),
    )
    assert first[1] == second[1] and first[0] != second[0]


def test_without_a_link_feed_and_guid_tell_it():
    assert keys(entry(guid="1")) == keys(entry("annan rubrik", guid="1"))
    assert keys(entry(guid="1"))[0][1] != keys(entry(guid="1"), feed="b.example/rss")[0][1]


def test_without_both_the_words_tell_it_over_all_feeds():
    assert keys(entry("a", text="b"))[0][1] == keys(entry("a", text="b"), feed="b.example/rss")[0][1]
    assert keys(entry("a", text="b")) != keys(entry("a", text="c"))


def test_a_link_that_all_entries_share_tells_none_apart():
    found = keys(entry("a", "https://a.example/nyheter", "1"), entry("b", "https://a.example/nyheter", "2"))
    assert len(set(found)) == 2 and found[0][1] != found[1][1]


def test_a_link_to_the_front_page_tells_nothing():
    found = keys(entry("a", "https://a.example/", "1")) + keys(entry("b", "https://a.example", "2"))
    assert found[0][1] != found[1][1]


def test_a_guid_that_all_entries_share_tells_none_apart():
    found = keys(entry("a", "https://a.example/1", "x"), entry("b", "https://a.example/2", "x"))
    assert len({guid for guid, _ in found}) == 2


def test_the_same_entry_twice_in_one_document_is_one():
    assert len(keys(entry(guid="1"), entry(guid="1"))) == 1


def test_new_known_and_changed_are_told_apart():
    first, second, third = decide.keyed([entry("a", guid="1"), entry("b", guid="2"), entry("c", guid="3")], "f")
    seen = {
        second.guid_hash: decide.Seen(12, 2, second.text_hash),
        third.guid_hash: decide.Seen(13, 3, "andra ord"),
    }
    plan = decide.plan([first, second, third], seen)
    assert plan.new == [first]
    assert [one.pk for one in plan.known] == [12, 13]
    assert [(stored.pk, told) for stored, told in plan.changed] == [(13, third)]


def test_what_was_purged_never_returns():
    (one,) = decide.keyed([entry(guid="1")], "f")
    assert decide.plan([one], {}, frozenset({one.item_identity})).new == []
