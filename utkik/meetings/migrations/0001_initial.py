import django.db.models.deletion
import utkik.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0004_mail_choices_absence_guests'),
        ('signals', '0003_said_by_a_guest'),
        ('trends', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('about', models.TextField(blank=True, help_text='Why it is held, and what it is to be used for.')),
                ('room_at', models.DateTimeField(blank=True, help_text='When it meets; empty when it is in writing only.', null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('writes_until', models.DateField(blank=True, help_text='Until when it goes on in writing.', null=True)),
                ('invites_group', models.BooleanField(default=False, help_text='The scanners and analysts are invited.')),
                ('came', models.PositiveIntegerField(blank=True, null=True)),
                ('code', models.CharField(blank=True, help_text='Opens the forum from a phone; empty when closed.', max_length=20)),
                ('headline', models.CharField(blank=True, max_length=140)),
                ('summary', models.TextField(blank=True, help_text='Det här tar vi med oss')),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=utkik.clock.now)),
                ('changed_at', models.DateTimeField(default=utkik.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='forum', to='signals.conversation')),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='forum_code_opens_one'),
                    models.CheckConstraint(condition=models.Q(('ended_at', None), ('code', ''), _connector='OR'), name='ended_forum_has_no_code')
                ],
                "indexes": [
                    models.Index(fields=['organisation', '-made_at'], name='forum_newest'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_room', models.BooleanField(default=False)),
                ('voice', models.CharField(blank=True, help_text='A table or a part: “Bordet vid fönstret”.', max_length=80)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contribution', to='signals.comment')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='meetings.forum')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ForumGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('link', 'By a link of their own'), ('code', 'By the code in the room')], default='link', max_length=4)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='meetings.forum')),
                ('guest', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='forum_seat', to='people.guest')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ForumMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(default=utkik.clock.now)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invited', to='meetings.forum')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('forum', 'member'), name='forum_member_invited_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ForumResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='became', to='signals.comment')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='meetings.forum')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('proposal', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='from_forum', to='trends.proposal')),
                ('signal', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='from_forum', to='signals.signal')),
            ],
            options={
                'ordering': ['pk'],
            "constraints": [models.CheckConstraint(condition=models.Q(models.Q(('proposal', None), ('signal__isnull', False)), models.Q(('proposal__isnull', False), ('signal', None)), _connector='OR'), name='forum_result_is_one_thing')]},
        ),
        migrations.CreateModel(
            name='ForumSignal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='meetings.forum')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='in_forums', to='signals.signal')),
            ],
            options={
                'ordering': ['position', 'pk'],
            "constraints": [models.UniqueConstraint(fields=('forum', 'signal'), name='forum_signal_once')]},
        ),
        migrations.CreateModel(
            name='ForumUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='meetings.forum')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('forum', 'unit'), name='forum_unit_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200)),
                ('prompts', models.JSONField(blank=True, default=list, help_text='“Vad om …”, one sentence each.')),
                ('asked_at', models.DateTimeField(default=utkik.clock.now)),
                ('changed_at', models.DateTimeField(default=utkik.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ForumQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='meetings.forum')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='in_forums', to='meetings.question')),
            ],
            options={
                'ordering': ['position', 'pk'],
            "constraints": [models.UniqueConstraint(fields=('forum', 'question'), name='forum_question_once')]},
        ),
    ]
