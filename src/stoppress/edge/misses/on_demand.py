"""Answers requests; has the origin make what is not stored, and answers from the store again."""

import logging

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.builtin import builtin_page
from stoppress.edge.core.messages import Missing, Request, Response
from stoppress.edge.misses.origin import Origin, Verdict
from stoppress.store import Store

log = logging.getLogger(__name__)


class OnDemand:
    """Answers requests from the store, after the origin has made what is missing there."""

    def __init__(self, store: Store, edge: Edge, origin: Origin) -> None:
        self._store = store
        self._edge = edge
        self._origin = origin

    async def answer(self, request: Request) -> Response:
        """Answer from the store at once when it has the page, else when the origin has answered."""
        with self._store.snapshot() as snapshot:
            answer = self._edge.answer(request, snapshot)
            if not isinstance(answer, Missing):
                return answer
            state, sequence = snapshot.state, snapshot.sequence
        path = answer.path
        verdict = await self._origin.ask(path, state, sequence)
        last_segment = path.rpartition("/")[2]
        if verdict is Verdict.ABSENT and last_segment and "." not in last_segment:
            verdict = await self._origin.ask(path + "/", state, sequence)
        with self._store.snapshot() as snapshot:
            answer = self._edge.answer(request, snapshot)
            if isinstance(answer, Missing) and verdict is Verdict.ABSENT:
                return self._edge.not_found(request, snapshot)
        if isinstance(answer, Missing):
            if verdict is Verdict.STORED:
                log.error("the origin says that %r is stored, but it cannot be read", path)
            return builtin_page(503, request.method)
        return answer
