from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0002_work_property_people_lessons'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['school', 'occurred_until'], name='incidents_case_last_of_school'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['unit', 'occurred_until'], name='incidents_case_last_of_unit'),
        ),
    ]
