"""Tips are known by the key that all forms of an article's address share, as the articles are."""

from django.db import migrations

from utkik.collect.address import fingerprint, identity
from utkik.collect.same import key


def _rekeyed(apps, editor, becomes):
    Tip = apps.get_model("stream", "Tip")
    tips = Tip.objects.using(editor.connection.alias)
    for pk, link, known in tips.exclude(link="").values_list("pk", "link", "link_key").iterator(chunk_size=500):
        if known != becomes(link):
            tips.filter(pk=pk).update(link_key=becomes(link))


def forwards(apps, editor):
    _rekeyed(apps, editor, key)


def backwards(apps, editor):
    _rekeyed(apps, editor, lambda link: fingerprint(identity(link)))


class Migration(migrations.Migration):
    dependencies = [("stream", "0010_rules")]
    operations = [migrations.RunPython(forwards, backwards)]
