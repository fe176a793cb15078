from django.urls import path

from utkik.signals.views import acts, clashes, reading, talks, writing

app_name = "signals"
HOME = "o/<slug:slug>/signals"
ONE = f"{HOME}/<int:number>"
TALK = "o/<slug:slug>/conversations/<int:conversation>"
COMMENT = "o/<slug:slug>/comments/<int:comment>"

urlpatterns = [
    path(HOME, reading.signals, name="list"),
    path(f"{HOME}/drafts", reading.drafts, name="drafts"),
    path(f"{HOME}/new", writing.new, name="new"),
    path(f"{HOME}/from/<int:entry>", writing.from_entry, name="from_entry"),
    path(f"{HOME}/about/<int:entry>", writing.about_entry, name="about_entry"),
    path(ONE, reading.signal, name="signal"),
    path(f"{ONE}/history", reading.trace, name="history"),
    path(f"{ONE}/edit", writing.edit, name="edit"),
    path(f"{ONE}/draft", writing.autosave, name="autosave"),
    path(f"{ONE}/here", writing.here, name="here"),
    path(f"{ONE}/others", writing.others, name="others"),
    path(f"{ONE}/close", writing.close, name="close"),
    path(f"{ONE}/clash/<int:revision>", clashes.clash_page, name="clash"),
    path(f"{ONE}/withdraw", acts.withdraw, name="withdraw"),
    path(f"{ONE}/restore", acts.restore, name="restore"),
    path(f"{ONE}/remove", acts.remove, name="remove"),
    path(f"{ONE}/bring-back", acts.bring_back, name="bring_back"),
    path(f"{ONE}/evidence", acts.evidence_page, name="evidence"),
    path(f"{ONE}/evidence/add", acts.add_evidence, name="add_evidence"),
    path(f"{ONE}/evidence/<int:piece>/remove", acts.remove_evidence, name="remove_evidence"),
    path(f"{ONE}/evidence/<int:piece>/bring-back", acts.bring_back_evidence, name="bring_back_evidence"),
    path(f"{ONE}/evidence/<int:piece>/file", acts.evidence_file, name="evidence_file"),
    path(f"{TALK}/say", talks.say, name="say"),
    path(f"{COMMENT}/change", talks.change, name="change_comment"),
    path(f"{COMMENT}/remove", talks.remove, name="remove_comment"),
    path(f"{COMMENT}/bring-back", talks.bring_back, name="bring_back_comment"),
]
