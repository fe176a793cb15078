from utkik.meetings import urls_days

app_name = "meetings"
urlpatterns = [*urls_days.urlpatterns]
