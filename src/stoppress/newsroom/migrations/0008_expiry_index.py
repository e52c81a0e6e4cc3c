from django.db import migrations

from stoppress.newsroom.expiry import CREATE, DROP


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_copyright_as_text"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunSQL(CREATE, DROP)]
