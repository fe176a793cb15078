from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories as make
from tests.access.row import get, post
from utkik.signals import evidence, publish, talk, write
from utkik.signals.errors import Conflict

#           nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
GROUP = "in 404 403 403 200 200 403"
GROUP_ACT = "in 404 403 403 ok ok 403"
GROUP_SEES = "in 404 404 404 200 200 404"
TALKERS_ACT = "in 404 403 ok ok ok 403"
WHOLE = {"headline": "En rubrik", "fact": "Något är nytt.", "matter": "Det angår oss på flera sätt.", "level": "near"}


def a_draft(cast):
    return [make.signal(organisation=cast.organisation).number]


def a_published(cast):
    return [make.signal(organisation=cast.organisation, state="published").number]


def a_withdrawn(cast):
    return [make.signal(organisation=cast.organisation, state="withdrawn").number]


def a_removed(cast):
    signal = make.signal(organisation=cast.organisation)
    publish.remove(signal, by=signal.author)
    return [signal.number]


def an_entry(cast):
    return [make.entry(organisation=cast.organisation).pk]


def a_piece(cast, *, removed=False):
    signal = make.signal(organisation=cast.organisation, state="published")
    piece = evidence.add_link(signal, address="https://example.org", title="En länk", by=signal.author)
    if removed:
        evidence.remove(piece, by=signal.author)
    return [signal.number, piece.pk]


def a_file(cast, *, state="published"):
    signal = make.signal(organisation=cast.organisation, state=state)
    given = SimpleUploadedFile("anteckning.txt", b"Anteckning")
    return [signal.number, evidence.add_file(signal, given, by=signal.author).pk]


def a_clash(cast):
    """The member's own text that lost; a stranger's and a reader's question is about somebody's."""
    member = cast.member if cast.member and cast.member.in_group else cast.scanner
    member = member if member.organisation_id == cast.organisation.pk else cast.scanner
    signal = make.signal(organisation=cast.organisation)
    version = signal.version
    write.save(signal, {"fact": "En kollegas text."}, by=cast.analyst, version=version)
    try:
        write.save(signal, {"fact": "Min text."}, by=member, version=version)
    except Conflict as conflict:
        return [signal.number, conflict.aside.pk]
    raise AssertionError("no conflict")


def a_conversation(cast, state="published"):
    return [make.signal(organisation=cast.organisation, state=state).conversation_id]


def my_comment(cast, *, removed=False):
    """Something the member said, where they may say something; else something a contributor said."""
    can = cast.member and cast.member.organisation_id == cast.organisation.pk
    member = cast.member if can and cast.member.is_at_least("contributor") else cast.contributor
    comment = make.comment(make.signal(organisation=cast.organisation, state="published"), by=member)
    if removed:
        talk.remove(comment, by=member)
    return [comment.pk]


def others_comment(cast, *, removed=False):
    by = make.member("contributor", organisation=cast.organisation)
    comment = make.comment(make.signal(organisation=cast.organisation, state="published"), by=by)
    if removed:
        talk.remove(comment, by=by)
    return [comment.pk]


def text(cast):
    return {"text": "Något nytt", "version": 1}


ROWS = [
    get("signals:list", MEMBERS),
    get("signals:list", MEMBERS, "searched", query="?q=rubrik&month=2026-11&level=near&compare=1,2"),
    get("signals:drafts", GROUP),
    get("signals:new", GROUP),
    post("signals:new", GROUP_ACT, data=lambda cast: WHOLE | {"act": "publish"}),
    get("signals:from_entry", GROUP, args=an_entry),
    post("signals:from_entry", GROUP_ACT, args=an_entry),
    post(
        "signals:from_entry", "401 404 403 403 ok ok 403", "in the pane", args=an_entry, headers={"HX-Request": "true"}
    ),
    get("signals:about_entry", GROUP, args=an_entry),
    get("signals:signal", GROUP_SEES, "draft", args=a_draft),
    get("signals:signal", MEMBERS, "published", args=a_published),
    get("signals:signal", MEMBERS, "withdrawn", args=a_withdrawn),
    get("signals:signal", "in 404 404 404 404 404 404", "removed", args=a_removed),
    get("signals:history", GROUP, args=a_published),
    get("signals:edit", GROUP, "draft", args=a_draft),
    get("signals:edit", GROUP, "published", args=a_published),
    post("signals:edit", GROUP_ACT, args=a_draft, data=lambda cast: WHOLE | {"version": 2, "pen": "p"}),
    post("signals:autosave", GROUP_ACT, args=a_draft, data=lambda cast: WHOLE | {"version": 2, "pen": "p"}),
    post("signals:here", GROUP_ACT, args=a_draft, data=lambda cast: {"version": 2, "pen": "p"}),
    get("signals:others", GROUP, args=a_draft),
    post("signals:close", GROUP_ACT, args=a_draft),
    get("signals:clash", GROUP, args=a_clash),
    post("signals:clash", GROUP_ACT, args=a_clash, data=lambda cast: {"fact": "Båda texterna.", "version": 3}),
    post("signals:withdraw", GROUP_ACT, args=a_published),
    post("signals:restore", GROUP_ACT, args=a_withdrawn),
    post("signals:remove", GROUP_ACT, args=a_draft),
    post("signals:bring_back", GROUP_ACT, args=a_removed),
    get("signals:evidence", GROUP, args=a_draft),
    post("signals:add_evidence", GROUP_ACT, args=a_draft, data=lambda cast: {"sort": "talk", "title": "Samtal"}),
    post("signals:remove_evidence", GROUP_ACT, args=a_piece),
    post("signals:bring_back_evidence", GROUP_ACT, args=lambda cast: a_piece(cast, removed=True)),
    get("signals:evidence_file", MEMBERS, "published", args=a_file),
    get("signals:evidence_file", GROUP_SEES, "draft", args=lambda cast: a_file(cast, state="draft")),
    post("signals:say", TALKERS_ACT, "published", args=a_conversation, data=text),
    post(
        "signals:say", "in 404 403 404 ok ok 403", "draft", args=lambda cast: a_conversation(cast, "draft"), data=text
    ),
    get("signals:change_comment", "in 404 403 200 200 200 403", "own", args=my_comment),
    get("signals:change_comment", "in 404 403 403 403 403 403", "another's", args=others_comment),
    post("signals:change_comment", TALKERS_ACT, "own", args=my_comment, data=text),
    post("signals:change_comment", "in 404 403 403 403 403 403", "another's", args=others_comment, data=text),
    post("signals:remove_comment", TALKERS_ACT, "own", args=my_comment),
    post("signals:remove_comment", "in 404 403 403 403 ok 403", "another's", args=others_comment),
    post("signals:bring_back_comment", TALKERS_ACT, "own", args=lambda cast: my_comment(cast, removed=True)),
    post(
        "signals:bring_back_comment",
        "in 404 403 403 403 ok 403",
        "another's",
        args=lambda cast: others_comment(cast, removed=True),
    ),
]


def fill(organisation, word):
    """A signal in every state, with everything that hangs on one."""
    texts = {"headline": f"{word} rubrik", "fact": f"{word} är nytt.", "matter": f"{word} angår oss på flera sätt."}
    texts |= {"who": f"{word} kommun", "how": f"{word} gjorde så.", "belief": f"{word} trodde vi.", "words": word}
    for state in ("draft", "published", "withdrawn"):
        signal = make.signal(organisation=organisation, state=state, **texts)
        by = signal.author
        evidence.add_link(signal, address=f"https://{word.lower()}.example", title=f"{word} länk", by=by)
        evidence.add_talk(signal, title=f"{word} samtal", note=word, by=by)
        evidence.add_file(signal, SimpleUploadedFile(f"{word}.txt", word.encode()), by=by)
        make.comment(signal, f"{word} inlägg", by=by)
        write.autosave(signal, {"headline": f"{word} halvskriven"}, by=by, version=signal.version, pen="p")
