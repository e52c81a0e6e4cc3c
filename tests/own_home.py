"""What tests need of their process before Django is set up; importing this does it.

A home of its own is made and named.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from stoppress.home import Home, HomeSettings, make_home

# A run starts hundreds of programs. Where byte code is not kept, each compiles Stoppress again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if "STOPPRESS_TEST_HOME" not in os.environ:
    os.environ["STOPPRESS_TEST_HOME"] = tempfile.mkdtemp(prefix="stoppress-tests-")
    atexit.register(shutil.rmtree, os.environ["STOPPRESS_TEST_HOME"], ignore_errors=True)
_root = Path(os.environ["STOPPRESS_TEST_HOME"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
make_home(
    Home(_root),
    HomeSettings(
        languages=("en", "az", "ar"),
        time_zone="Asia/Baku",
        database=os.environ.get("STOPPRESS_TEST_DATABASE", ""),
        site_url="https://news.example",
        desk_url="https://desk.news.example",
    ),
)
os.environ["STOPPRESS_HOME"] = str(_root)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoppress.conf.settings")
