from django.urls import path

from utkik.stream.views import acts, reading, record

app_name = "stream"
urlpatterns = [
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
