import datetime
from urllib.parse import urlsplit

from django.db import migrations, models


def fill_hosts(apps, schema_editor):
    """As collect.address.host_of_request reads them."""
    feeds = apps.get_model("collect", "Feed").objects
    for key, address in feeds.exclude(address="").values_list("pk", "address").iterator():
        try:
            host = (urlsplit(address.strip()).hostname or "").rstrip(".").lower()[:260]
        except ValueError:
            continue
        feeds.filter(pk=key).update(host=host)


class Migration(migrations.Migration):

    dependencies = [
        ("collect", "0010_watched_pages"),
    ]

    operations = [
        migrations.AddField(
            model_name="feed",
            name="asks",
            field=models.DurationField(
                default=datetime.timedelta(0), help_text="How seldom the feed itself asks to be fetched."
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="host",
            field=models.CharField(
                blank=True, default="", editable=False, help_text="Whom the address asks.", max_length=260
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="feed",
            name="claimed_by",
            field=models.CharField(blank=True, default="", editable=False, max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="feed",
            name="news_at",
            field=models.DateTimeField(blank=True, help_text="When it last brought something.", null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="quiet",
            field=models.JSONField(
                default=dict, help_text="When it asks to be left alone: hours (UTC) and weekdays."
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="rhythm",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "As often as it publishes"),
                    ("hourly", "Every hour"),
                    ("daily", "Every day"),
                    ("weekly", "Every week"),
                ],
                default="",
                max_length=6,
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="feed",
            index=models.Index(
                condition=models.Q(("claimed_until", None), _negated=True),
                fields=["claimed_until", "host"],
                name="feed_held",
            ),
        ),
        migrations.RunPython(fill_hosts, migrations.RunPython.noop, elidable=True),
    ]
