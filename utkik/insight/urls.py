from django.urls import path

from utkik.insight import urls_plan
from utkik.insight.views import first_visit, handing, imports, patterns, pieces, rhythm, search, start

app_name = "insight"
IMPORT = "o/<slug:slug>/administration/import"
PATTERNS = "o/<slug:slug>/patterns"
ONE = f"{PATTERNS}/<int:pk>"
urlpatterns = [
    path("o/<slug:slug>/", start.start, name="start"),
    path("o/<slug:slug>/hand-over", handing.page, name="handing"),
    path("o/<slug:slug>/hand-over/areas/<int:pk>", handing.hand_over, name="hand_over"),
    path("o/<slug:slug>/hand-over/<int:pk>/take-back", handing.take_back, name="take_back"),
    path("o/<slug:slug>/hand-over/drafts/<int:number>", handing.take_over, name="take_over"),
    path("o/<slug:slug>/search", search.search, name="search"),
    path("o/<slug:slug>/first-visit/sources", first_visit.sources, name="first_sources"),
    path("o/<slug:slug>/signals/export", imports.out, name="export_signals"),
    path(IMPORT, imports.page, name="imports"),
    path(f"{IMPORT}/<int:pk>", imports.one, name="import_one"),
    path(f"{IMPORT}/<int:pk>/take-in", imports.take, name="take_in"),
    path(f"{IMPORT}/<int:pk>/undo", imports.undo, name="undo_import"),
    path("o/<slug:slug>/rhythm", rhythm.page, name="rhythm"),
    path(PATTERNS, patterns.patterns, name="patterns"),
    path(f"{PATTERNS}/new", patterns.new, name="new_pattern"),
    path(f"{PATTERNS}/gather", pieces.gather, name="gather"),
    path(ONE, patterns.pattern, name="pattern"),
    path(f"{ONE}/edit", patterns.edit, name="edit_pattern"),
    path(f"{ONE}/pieces/<int:piece>/take-out", pieces.take_out, name="take_out"),
    path(f"{ONE}/pieces/<int:piece>/lay-back", pieces.lay_back, name="lay_back"),
    path(f"{ONE}/not-now", pieces.not_now, name="not_now"),
    path(f"{ONE}/not-now/<int:refusal>/offer-again", pieces.offer_again, name="offer_again"),
    path(f"{ONE}/remove", pieces.remove, name="remove_pattern"),
    path(f"{ONE}/bring-back", pieces.bring_back, name="bring_pattern_back"),
    path(f"{ONE}/trend", pieces.to_trend, name="to_trend"),
    path(f"{ONE}/forum", pieces.to_forum, name="to_forum"),
]
urlpatterns += urls_plan.urlpatterns
