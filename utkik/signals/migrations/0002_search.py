from django.db import migrations

from utkik.text.index import index


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial")]
    operations = [index("signals_signal")]
