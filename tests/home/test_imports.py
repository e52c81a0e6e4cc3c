"""The home knows no Django, so that the edge may use it."""

import subprocess
import sys


def test_the_home_loads_without_django() -> None:
    script = "import sys, stoppress.home; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
