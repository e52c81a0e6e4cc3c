"""The core of the edge: from a request and a snapshot of the store to an answer.

No network, no server, and no clock but the one it is given.
"""

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.messages import Missing, Request, Response

__all__ = ["Edge", "Missing", "Request", "Response"]
