from utkik.meetings import urls_days, urls_forums

app_name = "meetings"
urlpatterns = [*urls_days.urlpatterns, *urls_forums.urlpatterns]
