"""What deliveries and channels say to editors, in the words in which it is stored.

Stored is the English; a page translates what it shows. What the other side answered is quoted after
it, as it came.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

NOT_CHOSEN = _("Nobody chose it for this channel.")
OTHER_SECTION = _("Its section does not go to this channel.")
OTHER_LABEL = _("Its kicker does not go to this channel.")
NOT_URGENT = _("It is not urgent enough for this channel.")
OLD = _("It was old when it came out.")
TOO_LATE = _("It could not be posted within a day.")
KEPT_OUT = _("An editor keeps it out.")
NOT_PUBLIC = _("It was withdrawn before it was posted.")
PAUSED = _("It came out while the channel was paused.")
QUIET = _("It is kept until the quiet hours end.")
CUT_OFF = _("The newsroom stopped while it was being posted.")
NUMBER_UNKNOWN = _("Its number there is not known: change it there by hand.")
BY_HAND = _("An editor says that it is there.")
NO_POST = _("This is no link to a post.")
ANOTHERS_POST = _("This is the post of another piece.")
NOT_COMPOSED = _("Its post could not be written; the log of the worker says why.")
NO_ANSWER = _("No answer came that can be read.")
WORDS_TAKEN_AWAY = _("Its words were taken away there: it can no longer be deleted.")
ANOTHER_LISTENS = _(
    "Another program listens to this bot, so the newsroom hears nothing. End that one, or give the"
    " newsroom a bot of its own."
)
