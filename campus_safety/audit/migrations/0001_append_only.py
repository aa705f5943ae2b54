from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from campus_safety.audit.append_only import lay_guard, lift_guard


def lay(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lay_guard(schema_editor.connection)


def lift(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lift_guard(schema_editor.connection)


class Migration(migrations.Migration):
    """The trail can only be added to."""

    initial = True

    dependencies = [("auditlog", "0017_add_actor_email")]

    operations = [migrations.RunPython(lay, lift)]
