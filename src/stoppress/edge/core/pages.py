"""Pages as they are answered with: joined from shared and own fragments, and kept.

What is kept is forgotten by name, when the store says what a batch touched: a page when its record
changed, the tail of its shared parts when the list of latest news did.

All parts of an answer come from one snapshot: ``ReadyPages.at`` brings all that is kept to the
snapshot of the request, what is not kept is read from that snapshot, and nothing else goes in.
"""

from collections import OrderedDict, deque

from stoppress.edge.core.messages import Response
from stoppress.edge.core.ready import KeptPage, ReadyPage
from stoppress.edge.core.shared_parts import SharedParts
from stoppress.store import Snapshot, StoredPage, decode_layout
from stoppress.store.touched import Touched

#: Below this path are the pages that say, in each edition, that nothing was found.
NOT_FOUND_PAGES = "/-/404/"

_SIZE_OF_PAGE = 2_400  # bytes that a kept page takes besides its own fragments
_SIZE_OF_BODY = 1_500  # bytes that a kept answer takes besides its body
_LEAST_FOR_SHARED = 1 << 20  # bytes
_SEEN = 1 << 16  # places, a power of two
#: Of so many pages that could take another's room one does.
_ONE_OF = 16
#: From so many requests on a joined body is kept: others' fragments make better use of the room.
_WORTH_KEEPING = 16
_WORTH_KEEPING_PLAIN = 2  # inflating costs fifty times as much


class ReadyPages:
    """Joins pages, and keeps what is likely to be asked for again, up to ``budget`` bytes.

    Three quarters are for the pages' own fragments, of which those go first that were not asked for
    the longest. An eighth is for shared parts, and an eighth for whole bodies of what is asked for
    most.
    """

    def __init__(self, budget: int, *, parted: bool = False) -> None:
        """Pages up to ``budget`` bytes; ``parted`` when the server sends a body in parts."""
        self._parted = parted
        self._budget = budget - budget // 4
        self._budget_of_shared = max(budget // 8, _LEAST_FOR_SHARED)
        self._budget_of_bodies = budget // 8
        self.opening: object = None
        #: With ``opening``: of the snapshot that all that is kept was brought to.
        self.number = -1
        self._kept: OrderedDict[str, KeptPage] = OrderedDict()
        self._kept_size = 0
        self._shared: OrderedDict[bytes, SharedParts] = OrderedDict()
        self._shared_size = 0
        self._with_body: deque[ReadyPage] = deque()
        self._bodies_size = 0
        #: A byte of the hash of the path that was last asked for, of those with the same place.
        self._seen = bytearray(_SEEN)
        #: Counts the pages that could take another's room.
        self._turn = 0
        #: How many bodies were joined so far.
        self.joined = 0

    def at(self, snapshot: Snapshot) -> None:
        """Forget what is other than in this snapshot."""
        if snapshot.number == self.number and snapshot.opening is self.opening:
            return
        touched = None
        if snapshot.opening is self.opening:
            touched = snapshot.touched_since(self.number)
        self.number = snapshot.number
        self.opening = snapshot.opening
        if touched is None:
            self._forget_everything()
        else:
            self._forget(touched)

    def find(self, path: str) -> KeptPage | None:
        """The page when it is kept."""
        kept = self._kept.get(path)
        if kept is None or kept.head is not kept.shared.head:
            return None
        self._kept.move_to_end(path)
        return kept

    def keep(self, path: str, page: StoredPage, snapshot: Snapshot) -> KeptPage | None:
        """Take in a page that ``find`` did not have; None when a shared fragment is missing."""
        shared = self._shared_parts(page.layout)
        head = shared.head or self._join(shared, snapshot).head
        if head is None:
            return None
        kept = KeptPage(page, shared, head)
        self._drop(path)
        size = kept.length + _SIZE_OF_PAGE
        if self._is_worth_keeping(path, size):
            self._kept[path] = kept
            self._kept_size += size
            while self._kept_size > self._budget:
                _, oldest = self._kept.popitem(last=False)
                self._kept_size -= oldest.length + _SIZE_OF_PAGE
        return kept

    def ready(
        self, kept: KeptPage, gzip: bool, now: float, snapshot: Snapshot | None = None
    ) -> ReadyPage | None:
        """The page's answers in a coding; None when a shared fragment is missing or damaged.

        Without a snapshot also when one would have to be read.
        """
        shared = kept.shared
        if shared.tail is None and snapshot is not None:
            self._join(shared, snapshot)
        tail = shared.tail
        if tail is None:
            return None
        ready = kept.gzip if gzip else kept.plain
        if ready is not None and ready.tail is tail and ready.until > now:
            return ready
        made = ReadyPage(kept, tail, gzip, now)
        if gzip:
            kept.gzip = made
        else:
            kept.plain = made
        return made

    def full(self, kept: KeptPage, ready: ReadyPage) -> Response | None:
        """The answer with the body; None when a fragment is damaged."""
        if ready.full is not None:
            return ready.full
        self.joined += 1
        if self._parted and ready.gzip:
            ready.full = ready.parted(kept)
            return ready.full
        answer = ready.join(kept)
        ready.asked += 1
        if answer is not None and ready.asked >= (
            _WORTH_KEEPING if ready.gzip else _WORTH_KEEPING_PLAIN
        ):
            ready.full = answer
            self._with_body.append(ready)
            self._bodies_size += len(answer.body) + _SIZE_OF_BODY
            while self._bodies_size > self._budget_of_bodies:
                self._bodies_size -= self._with_body.popleft().drop_body() + _SIZE_OF_BODY
        return answer

    def _is_worth_keeping(self, path: str, size: int) -> bool:
        """Whether a page shall be kept that was just joined.

        A page is kept when it was asked for before: of a million pages asked for at random, hardly
        any is asked for again soon. When another page has to make room, only one of several is
        kept: to exchange pages costs more than to join one, and evenly read pages that do not all
        find room would be exchanged all the time. A page that is read much is kept soon all the
        same.
        """
        if not self._was_seen(path):
            return False
        if self._kept_size + size <= self._budget:
            return True
        self._turn += 1
        return self._turn % _ONE_OF == 0

    def _was_seen(self, path: str) -> bool:
        """Whether a page was asked for before, as far as a small table remembers."""
        mixed = hash(path)
        place, mark = mixed & _SEEN - 1, mixed >> 32 & 0xFF
        if self._seen[place] == mark:
            return True
        self._seen[place] = mark
        return False

    def _shared_parts(self, layout: bytes) -> SharedParts:
        shared = self._shared.get(layout)
        if shared is not None:
            self._shared.move_to_end(layout)
            return shared
        while self._shared_size > self._budget_of_shared:
            _, oldest = self._shared.popitem(last=False)
            self._shared_size -= oldest.size
            oldest.give_up()
        shared = self._shared[layout] = SharedParts(decode_layout(layout))
        self._shared_size += shared.size
        return shared

    def _join(self, shared: SharedParts, snapshot: Snapshot) -> SharedParts:
        before = shared.size
        shared.join(snapshot)
        self._shared_size += shared.size - before
        return shared

    def _drop(self, path: str) -> None:
        kept = self._kept.pop(path, None)
        if kept is not None:
            self._kept_size -= kept.length + _SIZE_OF_PAGE

    def _forget(self, touched: Touched) -> None:
        for path in touched.paths:
            self._drop(path)
        for shared in self._shared.values():
            shared.forget(touched.fragments)

    def _forget_everything(self) -> None:
        self._kept.clear()
        self._shared.clear()
        self._with_body.clear()
        self._kept_size = self._shared_size = self._bodies_size = 0
