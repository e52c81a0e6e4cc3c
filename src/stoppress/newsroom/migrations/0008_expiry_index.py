from django.db import migrations

from stoppress.newsroom.page_indexes import DROP_EXPIRY, EXPIRY


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_copyright_as_text"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunSQL(EXPIRY, DROP_EXPIRY)]
