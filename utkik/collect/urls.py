from django.urls import path

from utkik.collect.views import exchange, letters, listing, new, source

app_name = "collect"
SOURCES = "o/<slug:slug>/sources"
urlpatterns = [
    path(SOURCES, listing.listing, name="list"),
    path(f"{SOURCES}/new", new.new, name="new"),
    path(f"{SOURCES}/opml", exchange.page, name="opml"),
    path(f"{SOURCES}/opml/<int:pk>", exchange.progress, name="intake"),
    path(f"{SOURCES}/opml/export", exchange.export, name="export"),
    path(f"{SOURCES}/newsletters", letters.newsletters, name="newsletters"),
    path(f"{SOURCES}/newsletters/<int:pk>", letters.sender, name="sender"),
    path(f"{SOURCES}/newsletters/<int:pk>/decline", letters.decline, name="decline"),
    path(f"{SOURCES}/newsletters/<int:pk>/wait-again", letters.wait_again, name="wait_again"),
    path(f"{SOURCES}/<int:pk>", source.source, name="source"),
    path(f"{SOURCES}/<int:pk>/edit", source.edit, name="edit"),
    path(f"{SOURCES}/<int:pk>/pause", source.pause, name="pause"),
    path(f"{SOURCES}/<int:pk>/resume", source.resume, name="resume"),
    path(f"{SOURCES}/<int:pk>/try", source.try_now, name="try"),
    path(f"{SOURCES}/<int:pk>/confirm", source.confirm, name="confirm"),
    path(f"{SOURCES}/<int:pk>/tried", source.tried, name="tried"),
    path(f"{SOURCES}/<int:pk>/keep", source.keep, name="keep"),
    path(f"{SOURCES}/<int:pk>/keep/take-back", source.take_back, name="take_back"),
    path(f"{SOURCES}/<int:pk>/remove", source.remove, name="remove"),
    path(f"{SOURCES}/<int:pk>/restore", source.restore, name="restore"),
    path(f"{SOURCES}/<int:pk>/remove-with-articles", source.remove_with_articles, name="remove_with_articles"),
]
