"""Pages that anybody may read."""

from django.urls import path

from utkik.web import views

app_name = "web"
urlpatterns = [
    path("help", views.help_page, name="help"),
    path("help/because", views.because, name="because"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("about", views.about, name="about"),
    path("status", views.status, name="status"),
]
