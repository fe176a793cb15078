import django.db.models.deletion
import utkik.clock
import utkik.meetings.models.days
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0001_initial'),
        ('people', '0004_mail_choices_absence_guests'),
        ('reports', '0003_answers'),
        ('signals', '0003_said_by_a_guest'),
        ('trends', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Example',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('title', models.CharField(max_length=100)),
                ('who', models.CharField(blank=True, max_length=120)),
                ('how', models.TextField(blank=True, help_text='Så gjorde de')),
                ('level', models.CharField(blank=True, choices=[('own', 'Own municipality'), ('near', 'Nearby'), ('wider', 'Wider world')], max_length=5)),
                ('address', models.CharField(blank=True, max_length=2000)),
                ('made_at', models.DateTimeField(default=utkik.clock.now)),
                ('changed_at', models.DateTimeField(default=utkik.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place')),
                ('signal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='examples', to='signals.signal')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('signal',), name='example_once_per_signal')
                ],
                "indexes": [
                    models.Index(fields=['organisation', '-made_at'], name='example_newest'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('reached_at', models.CharField(blank=True, help_text='Work e-mail or telephone.', max_length=200)),
                ('noted_at', models.DateTimeField(default=utkik.clock.now)),
                ('expires_on', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('example', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='meetings.example')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('example', 'owner'), name='contact_once_per_owner'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ThemeDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(max_length=100)),
                ('purpose', models.TextField(blank=True, help_text='What those who come should have with them when they leave.')),
                ('on', models.DateField()),
                ('begins', models.TimeField(blank=True, null=True)),
                ('ends', models.TimeField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('invited', models.PositiveIntegerField(blank=True, help_text='Where the invitations are not kept here.', null=True)),
                ('came', models.PositiveIntegerField(blank=True, null=True)),
                ('takeaway', models.TextField(blank=True, help_text='Det här tar vi med oss')),
                ('made_at', models.DateTimeField(default=utkik.clock.now)),
                ('changed_at', models.DateTimeField(default=utkik.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('calendar_key', models.CharField(default=utkik.meetings.models.days.new_key, max_length=40, unique=True)),
                ('calendar_version', models.PositiveIntegerField(default=0, help_text='Grows when time, place or name change.')),
                ('room_key', models.CharField(default=utkik.meetings.models.days.new_key, max_length=40, unique=True)),
                ('room_opened_at', models.DateTimeField(blank=True, null=True)),
                ('room_closed_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, help_text='It is told what came of it.', null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(('ends', None), models.Q(('begins__isnull', False), ('ends__gt', models.F('begins'))), _connector='OR'), name='theme_day_ends_after_it_begins')
                ],
                "indexes": [
                    models.Index(fields=['organisation', '-on'], name='theme_day_newest'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DayQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('text', models.CharField(max_length=200)),
                ('choices', models.JSONField(blank=True, default=list)),
                ('position', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='meetings.themeday')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DayPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('begins', models.TimeField()),
                ('title', models.CharField(max_length=120)),
                ('text', models.CharField(blank=True, max_length=200)),
                ('who', models.CharField(blank=True, help_text='Who speaks or leads.', max_length=120)),
                ('is_from_outside', models.BooleanField(default=False)),
                ('is_pause', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='meetings.themeday')),
            ],
            options={
                'ordering': ['begins', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DayMaterial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('title', models.CharField(max_length=200)),
                ('address', models.CharField(blank=True, max_length=2000)),
                ('added_at', models.DateTimeField(default=utkik.clock.now)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='day_material', to='signals.signal')),
                ('upload', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.upload')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='material', to='meetings.themeday')),
            ],
            options={
                'ordering': ['pk'],
            "constraints": [models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('signal', None), ('upload__isnull', False)), models.Q(('signal', None), ('upload', None), models.Q(('address', ''), _negated=True)), models.Q(('address', ''), ('signal__isnull', False), ('upload', None)), _connector='OR'), name='day_material_is_one_thing'), models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('day', 'signal'), name='day_material_signal_once')]},
        ),
        migrations.CreateModel(
            name='DayInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(default=utkik.clock.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, choices=[('yes', 'Comes'), ('no', 'Cannot come')], max_length=3)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('guest', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='day_invitation', to='people.guest')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='meetings.themeday')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('day', 'member'), name='day_invitation_member_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('guest', None), ('member__isnull', False)), models.Q(('guest__isnull', False), ('member', None)), _connector='OR'), name='day_invitation_is_a_members_or_a_guests'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DayImpression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('text', models.CharField(max_length=280)),
                ('table', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='impressions', to='meetings.themeday')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('sort', models.CharField(choices=[('to_us', 'They came to us'), ('to_them', 'We went to them')], max_length=7)),
                ('title', models.CharField(max_length=120)),
                ('on', models.DateField()),
                ('begins', models.TimeField(blank=True, null=True)),
                ('ends', models.TimeField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('guests', models.CharField(blank=True, help_text='From where the others come, and how many.', max_length=300)),
                ('who_came', models.CharField(blank=True, help_text='Which of our units took part, and how many.', max_length=300)),
                ('impressions', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=utkik.clock.now)),
                ('changed_at', models.DateTimeField(default=utkik.clock.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('calendar_key', models.CharField(default=utkik.meetings.models.days.new_key, max_length=40, unique=True)),
                ('calendar_version', models.PositiveIntegerField(default=0)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('example', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='meetings.example')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(('ends', None), models.Q(('begins__isnull', False), ('ends__gt', models.F('begins'))), _connector='OR'), name='visit_ends_after_it_begins')
                ],
                "indexes": [
                    models.Index(fields=['organisation', '-on'], name='visit_newest'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ExampleStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('sort', models.CharField(choices=[('found', 'Found'), ('contacted', 'Contacted'), ('invited', 'Invited'), ('visited', 'Visited us'), ('inspired', 'Inspired')], max_length=9)),
                ('on', models.DateField()),
                ('line', models.CharField(blank=True, max_length=160)),
                ('answered_on', models.DateField(blank=True, help_text='When they answered: contacted, invited.', null=True)),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('example', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='meetings.example')),
                ('follow_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspired_by', to='reports.followup')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('trend', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspired_by', to='trends.trend')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='meetings.visit')),
            ],
            options={
                'ordering': ['on', 'pk'],
            "indexes": [models.Index(fields=['example', 'sort'], name='example_step_by_sort')]},
        ),
        migrations.CreateModel(
            name='DayResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('sort', models.CharField(choices=[('decision', 'Decision'), ('change', 'Changed work'), ('visit', 'Study visit'), ('knowledge', 'Knowledge'), ('untaken', 'Nobody took it')], max_length=9)),
                ('text', models.CharField(max_length=200)),
                ('line', models.CharField(blank=True, help_text='Who, and when.', max_length=200)),
                ('noted_at', models.DateTimeField(default=utkik.clock.now)),
                ('follow_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='day_results', to='reports.followup')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='meetings.themeday')),
                ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='day_results', to='meetings.visit')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='meetings.visit')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('visit', 'unit'), name='visit_unit_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DayAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.PositiveSmallIntegerField()),
                ('choice', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('text', models.CharField(blank=True, max_length=280)),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='meetings.dayquestion')),
            ],
            options={
                'ordering': ['table'],
                'constraints': [models.UniqueConstraint(fields=('question', 'table'), name='day_answer_once_per_table')],
            },
        ),
    ]
