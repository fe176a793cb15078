import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import utkik.clock
from utkik.text.index import index


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_mail_choices_absence_guests"),
        ("reports", "0003_answers"),
        ("signals", "0003_said_by_a_guest"),
        ("trends", "0002_search"),
    ]

    operations = [
        migrations.AlterField(
            model_name="edition",
            name="of_version",
            field=models.PositiveIntegerField(help_text="The version of the draft that was frozen.", null=True),
        ),
        migrations.CreateModel(
            name="Analysis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(help_text="The budget year.")),
                ("language", models.CharField(default="sv", max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[("working", "working material"), ("out", "out for input"), ("settled", "settled")],
                        default="working",
                        max_length=8,
                    ),
                ),
                ("due_on", models.DateField(blank=True, help_text="Until when the committees may comment.", null=True)),
                ("title", models.CharField(blank=True, help_text="The analyst's headline.", max_length=100)),
                (
                    "introduction",
                    models.TextField(blank=True, help_text="First lines of the one page, at most 500 characters."),
                ),
                ("summary", models.TextField(blank=True, help_text="The one page: a point on each line.")),
                ("ask_1", models.TextField(blank=True, help_text="What the director sends along, three times.")),
                ("ask_2", models.TextField(blank=True)),
                ("ask_3", models.TextField(blank=True)),
                (
                    "method",
                    models.TextField(blank=True, help_text="How the analysis was made, beside what is counted."),
                ),
                ("created_at", models.DateTimeField(default=utkik.clock.now)),
                ("published_at", models.DateTimeField(blank=True, help_text="When its first edition was.", null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="analysis", to="signals.conversation"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.membership"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year"), name="analysis_once_a_year"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnalysisEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=100)),
                ("schema_version", models.PositiveSmallIntegerField()),
                ("tree", models.JSONField()),
                ("article", models.TextField()),
                ("article_sha256", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(default=utkik.clock.now)),
                (
                    "of_version",
                    models.PositiveIntegerField(help_text="The version of the draft that was frozen.", null=True),
                ),
                ("search_terms", models.TextField(blank=True)),
                (
                    "analysis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="reports.analysis"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.membership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("analysis", "number"), name="analysis_edition_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnalysisEditionPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=100)),
                ("schema_version", models.PositiveSmallIntegerField()),
                ("tree", models.JSONField()),
                ("article", models.TextField()),
                ("article_sha256", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(default=utkik.clock.now)),
                (
                    "of_version",
                    models.PositiveIntegerField(help_text="The version of the draft that was frozen.", null=True),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "trends",
                    models.PositiveIntegerField(default=0, help_text="How many trends have a consequence for it."),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="reports.analysisedition"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.membership"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "unit"), name="analysis_edition_part_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnalysisEditionSignal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told_signals",
                        to="reports.analysisedition",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_in_analyses",
                        to="signals.signal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "signal"), name="analysis_edition_signal_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnalysisEditionTrend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="reports.analysisedition"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "trend",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told_in", to="trends.trend"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "trend"), name="analysis_edition_trend_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnalysisFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(help_text="pdf, md or html", max_length=8)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reports.analysisedition"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reports.analysiseditionpart",
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(
                condition=models.Q(("part", None)), fields=("edition", "form"), name="analysis_file_once"
            ), models.UniqueConstraint(
                condition=models.Q(("part__isnull", False)), fields=("part", "form"), name="analysis_part_file_once"
            )]},
        ),
        migrations.CreateModel(
            name="AnalysisPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("take", models.TextField(blank=True, help_text="Det här tar nämnden med sig.")),
                ("question", models.TextField(blank=True, help_text="Att tala om, at most 280 characters.")),
                (
                    "analysis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="reports.analysis"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="analysis_parts", to="people.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("analysis", "unit"), name="analysis_part_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnalysisComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("at", models.DateTimeField(default=utkik.clock.now)),
                (
                    "answer",
                    models.TextField(blank=True, help_text="What the group says to it; the committee reads it."),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.membership"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "trend",
                    models.ForeignKey(
                        blank=True,
                        help_text="None: of the whole part.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trends.trend",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="reports.analysispart"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnalysisRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("fields", models.JSONField()),
                ("at", models.DateTimeField(default=utkik.clock.now)),
                ("aside", models.BooleanField(default=False)),
                (
                    "analysis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="reports.analysis"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.membership"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(
                condition=models.Q(("aside", False)), fields=("analysis", "version"), name="analysis_revision_once"
            )]},
        ),
        migrations.CreateModel(
            name="AnalysisTrend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("what", models.TextField(blank=True, help_text="Vad är det som händer?")),
                ("meaning", models.TextField(blank=True, help_text="Det här betyder trenden för …")),
                (
                    "analysis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chapters", to="reports.analysis"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "trend",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="analysed", to="trends.trend"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("analysis", "trend"), name="analysis_trend_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnalysisConsequence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                (
                    "pressure",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "horizon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.horizon",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consequences",
                        to="reports.analysistrend",
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("chapter", "unit"), name="analysis_consequence_once"), models.CheckConstraint(
                condition=models.Q(
                    ("pressure", None), models.Q(("pressure__gte", 1), ("pressure__lte", 5)), _connector="OR"
                ),
                name="analysis_pressure_one_to_five",
            )]},
        ),
        index("reports_analysisedition"),
    ]
