"""The servers that an edge runs under."""

import pytest

SERVERS = ("fastpysgi", "granian")
#: Each as a parameter. Under the second choice the full tables take their time: ``long``.
EACH_SERVER = (SERVERS[0], pytest.param(SERVERS[1], marks=pytest.mark.long))
