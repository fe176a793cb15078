from django.urls import path

from utkik.stream.views import acts, purging, reading, record, rules, tips

app_name = "stream"
urlpatterns = [
    path("tip", tips.tip, name="tip"),
    path("o/<slug:slug>/tips", tips.mine, name="tips"),
    path("o/<slug:slug>/tips/<int:pk>/take-back", tips.take_back, name="take_back_tip"),
    path("o/<slug:slug>/tips/<int:pk>/file", tips.file, name="tip_file"),
    path("o/<slug:slug>/sources/rules", rules.listing, name="rules"),
    path("o/<slug:slug>/sources/rules/new", rules.new, name="rule_new"),
    path("o/<slug:slug>/sources/rules/purge", purging.page, name="purge"),
    path("o/<slug:slug>/sources/rules/purge/<int:pk>/end", purging.end, name="purge_end"),
    path("o/<slug:slug>/sources/rules/<int:pk>", rules.rule, name="rule"),
    path("o/<slug:slug>/sources/rules/<int:pk>/end", rules.end, name="rule_end"),
    path("o/<slug:slug>/sources/rules/<int:pk>/start", rules.start, name="rule_start"),
    path("o/<slug:slug>/sources/rules/<int:pk>/take-back", rules.take_back, name="rule_take_back"),
    path("o/<slug:slug>/stream", reading.list_page, name="list"),
    path("o/<slug:slug>/stream/newer", reading.newer, name="newer"),
    path("o/<slug:slug>/stream/decisions", record.decisions, name="decisions"),
    path("o/<slug:slug>/stream/decisions/<int:pk>/undo", acts.undo_decision, name="undo"),
    path("o/<slug:slug>/stream/<int:pk>", reading.entry_page, name="entry"),
    path("o/<slug:slug>/stream/<int:pk>/keep", acts.keep, name="keep"),
    path("o/<slug:slug>/stream/<int:pk>/dismiss", acts.dismiss, name="dismiss"),
    path("o/<slug:slug>/stream/<int:pk>/later", acts.later, name="later"),
    path("o/<slug:slug>/stream/<int:pk>/hand-over", acts.hand_over, name="hand_over"),
    path("o/<slug:slug>/stream/<int:pk>/restore", acts.restore, name="restore"),
    path("o/<slug:slug>/stream/<int:pk>/dismiss-above", acts.dismiss_above, name="dismiss_above"),
]
