from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0004_hazard_told_by_the_public'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='hazard',
            index=models.Index(condition=models.Q(('verified_at__isnull', True)), fields=['unit', 'found_at'], name='schools_hazard_unverified'),
        ),
    ]
