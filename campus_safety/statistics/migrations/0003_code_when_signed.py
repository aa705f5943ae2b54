from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill_codes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was signed before stands for the code that the unit has now."""
    units = apps.get_model("accounts", "Unit").objects.filter(pk=models.OuterRef("unit"))
    signed = apps.get_model("statistics", "Report").objects.filter(state="signed")
    signed.update(signed_code=models.Subquery(units.values("code")))


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
        migrations.RunPython(fill_codes, migrations.RunPython.noop, elidable=True),
    ]
