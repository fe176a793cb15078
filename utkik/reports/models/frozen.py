"""What every frozen publication holds, be it a report's or an analysis'."""

from __future__ import annotations

from django.db import models

from utkik import clock
from utkik.people.models import Membership, Organised


class Frozen(Organised):
    """The content tree, the rendered article, their checksum, and who froze them when."""

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=100)
    schema_version = models.PositiveSmallIntegerField()
    tree = models.JSONField()
    article = models.TextField()
    article_sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    of_version = models.PositiveIntegerField(null=True, help_text="The version of the draft that was frozen.")

    class Meta:
        abstract = True


class FrozenFile(Organised):
    """A frozen publication as a file, byte for byte as it was published."""

    form = models.CharField(max_length=8, help_text="pdf, md or html")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True
