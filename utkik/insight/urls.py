from django.urls import path

from utkik.insight.views import first_visit, handing, search, start

app_name = "insight"
urlpatterns = [
    path("o/<slug:slug>/", start.start, name="start"),
    path("o/<slug:slug>/hand-over", handing.page, name="handing"),
    path("o/<slug:slug>/hand-over/areas/<int:pk>", handing.hand_over, name="hand_over"),
    path("o/<slug:slug>/hand-over/<int:pk>/take-back", handing.take_back, name="take_back"),
    path("o/<slug:slug>/hand-over/drafts/<int:number>", handing.take_over, name="take_over"),
    path("o/<slug:slug>/search", search.search, name="search"),
    path("o/<slug:slug>/first-visit/sources", first_visit.sources, name="first_sources"),
]
