"""A month is counted from its indexes alone, which carry along what figures are broken down by; who is out has one."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('patrols', '0004_unit_of_a_duty'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='checkin',
            name='patrols_checkin_month',
        ),
        migrations.RemoveIndex(
            model_name='checkinreview',
            name='patrols_checkinreview_month',
        ),
        migrations.RemoveIndex(
            model_name='duty',
            name='patrols_duty_month',
        ),
        migrations.RemoveIndex(
            model_name='outing',
            name='patrols_outing_month',
        ),
        migrations.RemoveIndex(
            model_name='outingofficer',
            name='patrols_outingofficer_month',
        ),
        migrations.RemoveIndex(
            model_name='vehicledispatch',
            name='patrols_dispatch_month',
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(fields=['unit', 'captured_at'], include=('id', 'point', 'officer'), name='patrols_checkin_month'),
        ),
        migrations.AddIndex(
            model_name='checkinreview',
            index=models.Index(fields=['unit', 'outcome', 'captured_at'], include=('check_in',), name='patrols_checkinreview_month'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['unit', 'on'], include=('ends_at', 'state', 'point', 'window'), name='patrols_duty_month'),
        ),
        migrations.AddIndex(
            model_name='outing',
            index=models.Index(fields=['unit', 'started_at'], include=('kind', 'volunteers'), name='patrols_outing_month'),
        ),
        migrations.AddIndex(
            model_name='outingofficer',
            index=models.Index(fields=['unit', 'started_at'], include=('outing', 'officer'), name='patrols_outingofficer_month'),
        ),
        migrations.AddIndex(
            model_name='vehicledispatch',
            index=models.Index(fields=['unit', 'started_at'], include=('outing', 'vehicle'), name='patrols_dispatch_month'),
        ),
        migrations.AddIndex(
            model_name='outing',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['unit', 'started_at'], name='patrols_outing_running'),
        ),
    ]
