from django.db import migrations

from utkik.text.index import index


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [index("reports_edition")]
