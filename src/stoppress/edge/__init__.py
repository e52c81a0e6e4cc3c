"""The edge: joins stored fragments to pages and answers readers, without Django.

`Edge.answer` is a synchronous function of a request and a snapshot of the store; `rsgi` is the
adapter that puts it under Granian.
"""

from stoppress.edge.answer import Edge
from stoppress.edge.messages import Missing, Request, Response

__all__ = ["Edge", "Missing", "Request", "Response"]
