"""Pages as they are answered with: joined from a frame and their own fragments, and kept.

What is kept is forgotten by name, when the store says what a batch touched: a page when its record
changed, the tail of a frame when the list of latest news did.

A page is of one moment by construction: `ReadyPages.at` brings all that is kept to the snapshot of
the request, what is not kept is read from that snapshot, and nothing else goes into an answer.
"""

from collections import OrderedDict

from stoppress.edge.frame import Frame, Head
from stoppress.edge.messages import Response
from stoppress.edge.ready import ReadyPage
from stoppress.store import Snapshot, StoredPage, decode_layout
from stoppress.store.changes import Changes

NOT_FOUND_PAGES = "/-/404/"
"""Below this path are the pages that say, in each edition, that nothing was found."""

_SIZE_OF_PAGE = 1_200  # bytes that a kept page takes besides its own fragments
_SIZE_OF_ANSWER = 1_500  # bytes that a kept answer takes besides its body
_PART_FOR_FRAMES = 4  # a quarter of the budget


class KeptPage:
    """A page as the store has it, and the answers made of it."""

    __slots__ = ("crc", "frame", "gzip", "head", "number", "page", "path", "plain", "size")

    def __init__(self, path: str, page: StoredPage, frame: Frame) -> None:
        self.path = path
        self.page = page
        self.frame = frame
        self.head: Head | None = None
        """The head that `crc` and `number` were computed with."""
        self.crc = self.number = 0
        self.gzip: ReadyPage | None = None
        self.plain: ReadyPage | None = None
        self.size = 0


class ReadyPages:
    """Joins pages, and keeps what is likely to be asked for again, up to `budget` bytes.

    Pages that were not asked for the longest go first. The body of an answer is kept with its page
    once it is asked for a second time, for as long as it is right.
    """

    def __init__(self, budget: int) -> None:
        self._budget_of_frames = budget // _PART_FOR_FRAMES
        self._budget = budget - self._budget_of_frames
        self._opening: object = None
        self._number = -1
        self._kept: OrderedDict[str, KeptPage] = OrderedDict()
        self._kept_size = 0
        self._frames: OrderedDict[bytes, Frame] = OrderedDict()
        self._frames_size = 0
        self.joined = 0
        """How many bodies were joined so far."""

    def at(self, snapshot: Snapshot) -> None:
        """Forget what is other than in this snapshot."""
        if snapshot.number == self._number and snapshot.opening is self._opening:
            return
        changes = None
        if snapshot.opening is self._opening:
            changes = snapshot.changes_since(self._number)
        self._number = snapshot.number
        self._opening = snapshot.opening
        if changes is None:
            self._forget_everything()
        else:
            self._forget(changes)

    def find(self, path: str) -> KeptPage | None:
        """The page when it is kept."""
        kept = self._kept.get(path)
        if kept is None or kept.frame.forgotten:
            return None
        self._kept.move_to_end(path)
        return kept

    def keep(self, path: str, page: StoredPage) -> KeptPage:
        """Take in a page that `find` did not have."""
        frame = self._frames.get(page.layout)
        if frame is None:
            while self._frames_size > self._budget_of_frames:
                _, oldest = self._frames.popitem(last=False)
                self._frames_size -= oldest.size
                oldest.forgotten = True
            frame = self._frames[page.layout] = Frame(decode_layout(page.layout))
            self._frames_size += frame.size
        else:
            self._frames.move_to_end(page.layout)
        self._drop(path)
        kept = self._kept[path] = KeptPage(path, page, frame)
        self._grow(kept, _SIZE_OF_PAGE + sum(map(len, page.deflated)))
        return kept

    def ready(self, kept: KeptPage, gzip: bool, now: float, snapshot: Snapshot) -> ReadyPage | None:
        """The page's answers in a coding; None when a shared fragment is missing or damaged."""
        frame = kept.frame
        head, tail = frame.head, frame.tail
        if head is None or tail is None:
            before = frame.size
            head, tail = frame.join(snapshot)
            self._frames_size += frame.size - before
            if head is None or tail is None:
                return None
        ready = kept.gzip if gzip else kept.plain
        if ready is not None:
            if ready.tail is tail and ready.head is head and ready.until > now:
                return ready
            if ready.full is not None:
                self._grow(kept, -_SIZE_OF_ANSWER - len(ready.full.body))
        if kept.head is not head:
            kept.head = head
            kept.crc, kept.number = head.before_tail(kept.page)
        made = ReadyPage(kept.page, frame, head, tail, kept.number, gzip, now)
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
        answer = ready.join(kept.crc)
        if answer is not None:
            if ready.asked:
                ready.full = answer
                self._grow(kept, _SIZE_OF_ANSWER + len(answer.body))
            ready.asked = True
        return answer

    def _grow(self, kept: KeptPage, size: int) -> None:
        if self._kept.get(kept.path) is not kept:
            return  # it had to go already
        kept.size += size
        self._kept_size += size
        while self._kept_size > self._budget:
            self._kept_size -= self._kept.popitem(last=False)[1].size

    def _drop(self, path: str) -> None:
        kept = self._kept.pop(path, None)
        if kept is not None:
            self._kept_size -= kept.size

    def _forget(self, changes: Changes) -> None:
        for path in changes.paths:
            self._drop(path)
        for frame in self._frames.values():
            frame.forget(changes.fragments)

    def _forget_everything(self) -> None:
        self._kept.clear()
        self._kept_size = 0
        self._frames.clear()
        self._frames_size = 0
