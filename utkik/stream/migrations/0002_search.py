from django.db import migrations

from utkik.text.index import index


class Migration(migrations.Migration):
    dependencies = [("stream", "0001_initial")]
    operations = [index("stream_entry")]
