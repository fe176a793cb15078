import django.db.models.deletion
import utkik.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('stream', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('reader', 'Reader'), ('contributor', 'Contributor'), ('scanner', 'Scanner'), ('analyst', 'Analyst')], default='contributor', max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('path', models.CharField(max_length=300)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('language', models.CharField(default='sv', max_length=8)),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('answers', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.comment')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='signals.conversation')),
            ],
            options={
                'indexes': [models.Index(fields=['conversation', 'at'], name='comment_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='signals.comment')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('comment', 'member'), name='mention_once_per_comment')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Per organisation, never reused.')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('language', models.CharField(default='sv', max_length=8)),
                ('headline', models.CharField(blank=True, max_length=100)),
                ('fact', models.TextField(blank=True, help_text='Vad är nytt?')),
                ('matter', models.TextField(blank=True, help_text='Därför är detta intressant för …')),
                ('level', models.CharField(blank=True, choices=[('own', 'Own municipality'), ('near', 'Nearby'), ('wider', 'Wider world')], max_length=5)),
                ('who', models.CharField(blank=True, max_length=120)),
                ('how', models.TextField(blank=True, help_text='Så gjorde de')),
                ('outlook', models.CharField(blank=True, choices=[('opportunity', 'Opportunity'), ('threat', 'Threat'), ('both', 'Both')], max_length=11)),
                ('important_on', models.DateField(blank=True, null=True)),
                ('belief', models.TextField(blank=True, help_text='Vilken föreställning utmanas?')),
                ('reliability', models.CharField(blank=True, choices=[('high', 'Reliable'), ('medium', 'Fairly reliable'), ('low', 'Uncertain')], max_length=6)),
                ('words', models.CharField(blank=True, help_text='Own words, parted by commas.', max_length=200)),
                ('created_at', models.DateTimeField(default=utkik.clock.now)),
                ('changed_at', models.DateTimeField(default=utkik.clock.now)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('outcome', models.CharField(blank=True, max_length=9)),
                ('outcome_on', models.DateField(blank=True, help_text='Parked until, else the day of the outcome.', null=True)),
                ('outcome_rank', models.PositiveIntegerField(blank=True, null=True)),
                ('outcome_of', models.PositiveIntegerField(blank=True, help_text='How many the round held.', null=True)),
                ('search_terms', models.TextField(blank=True)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='people.area')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='people.membership')),
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signal', to='signals.conversation')),
                ('horizon', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.horizon')),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kind')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'state', '-published_at'], name='signal_newest_by_state')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='signal_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(models.Q(('headline', ''), _negated=True), models.Q(('fact', ''), _negated=True), models.Q(('matter', ''), _negated=True), models.Q(('level', ''), _negated=True), ('area__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='signal_published_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('fields', models.JSONField()),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('aside', models.BooleanField(default=False)),
                ('pen', models.CharField(blank=True, help_text='The opened form that it was written in.', max_length=40)),
                ('sent', models.BooleanField(default=True, help_text='False: saved by itself, while somebody was writing.')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='signals.signal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('aside', False)), fields=('signal', 'version'), name='revision_once_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('item', 'Item'), ('link', 'Link'), ('file', 'File'), ('talk', 'Talk')], max_length=4)),
                ('title', models.CharField(max_length=500)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('address', models.CharField(blank=True, max_length=2000)),
                ('language', models.CharField(blank=True, max_length=16)),
                ('dated', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, help_text='With whom, how, or what the file is.', max_length=500)),
                ('position', models.PositiveIntegerField(default=0)),
                ('added_at', models.DateTimeField(default=utkik.clock.now)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='stream.entry')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('upload', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.upload')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='signals.signal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('signal', 'entry'), name='evidence_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='SignalArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='signals.signal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('signal', 'area'), name='signal_area_once')],
            },
        ),
        migrations.AddField(
            model_name='signal',
            name='other_areas',
            field=models.ManyToManyField(blank=True, related_name='+', through='signals.SignalArea', to='people.area'),
        ),
        migrations.CreateModel(
            name='SignalUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='signals.signal')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('signal', 'unit'), name='signal_unit_once')],
            },
        ),
        migrations.AddField(
            model_name='signal',
            name='units',
            field=models.ManyToManyField(blank=True, related_name='+', through='signals.SignalUnit', to='people.unit'),
        ),
        migrations.CreateModel(
            name='Writing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pen', models.CharField(max_length=40)),
                ('base_version', models.PositiveIntegerField()),
                ('fields', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(default=utkik.clock.now)),
                ('sent_at', models.DateTimeField(blank=True, help_text='From then on a late copy changes nothing.', null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writings', to='signals.signal')),
            ],
            options={
                'indexes': [models.Index(fields=['signal', '-seen_at'], name='writing_at_work')],
                'constraints': [models.UniqueConstraint(fields=('signal', 'pen'), name='writing_once_per_pen')],
            },
        ),
        migrations.CreateModel(
            name='CommentRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='signals.comment')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('comment', 'version'), name='comment_revision_once')],
            },
        ),
    ]
