from django.urls import path

from utkik.people.views import drafts

app_name = "people"
urlpatterns = [
    path("o/<slug:slug>/drafts", drafts.save_draft, name="draft"),
]
