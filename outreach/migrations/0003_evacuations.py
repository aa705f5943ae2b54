from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("outreach", "0002_measures")]

    operations = [
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("drill", "evacuation")), fields=["unit", "starts_at"],
                name="outreach_activity_evacuation",
            ),
        ),
    ]
