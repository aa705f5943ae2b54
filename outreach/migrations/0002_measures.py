from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# 服务学校29条: their words differ from place to place and are entered by the station.
MEASURES = 29


def number_them(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the numbers of the measures, without words."""
    measure = apps.get_model("outreach", "Measure")
    measure.objects.bulk_create([measure(number=number) for number in range(1, MEASURES + 1)])


class Migration(migrations.Migration):

    dependencies = [("outreach", "0001_initial")]

    operations = [migrations.RunPython(number_them, migrations.RunPython.noop)]
