from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statistics', '0002_signing_goals_history'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='signed_code',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='code of the unit'),
        ),
        migrations.AddField(
            model_name='report',
            name='attempts',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='attempts'),
        ),
    ]
