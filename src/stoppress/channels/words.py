"""What deliveries and channels say to editors, in the words in which it is stored.

Stored is the English; a page translates what it shows. What the other side answered is quoted after
it, as it came.
"""

from __future__ import annotations

NOT_CHOSEN = "Nobody chose it for this channel."
OTHER_SECTION = "Its section does not go to this channel."
OTHER_LABEL = "Its label does not go to this channel."
NOT_URGENT = "It is not urgent enough for this channel."
OLD = "It was old when it came out."
TOO_LATE = "It could not be posted within a day."
KEPT_OUT = "An editor keeps it out."
NOT_PUBLIC = "It was withdrawn before it was posted."
PAUSED = "It came out while the channel was paused."
QUIET = "It is kept until the quiet hours end."
CUT_OFF = "The newsroom stopped while it was being posted."
NUMBER_UNKNOWN = "Its number there is not known: change it there by hand."
BY_HAND = "An editor says that it is there."
NOT_COMPOSED = "Its post could not be written; the log of the worker says why."
