from django.urls import path

from utkik.insight.views import first_visit, search, start

app_name = "insight"
urlpatterns = [
    path("o/<slug:slug>/", start.start, name="start"),
    path("o/<slug:slug>/search", search.search, name="search"),
    path("o/<slug:slug>/first-visit/sources", first_visit.sources, name="first_sources"),
]
