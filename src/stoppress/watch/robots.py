"""Telling people from robots by their User-Agent, at a bounded cost.

The list of robots is the package crawler-user-agents, kept in one repository for many languages.
Searching it takes a tenth of a millisecond, so each User-Agent is judged once and remembered, and
only so many new ones are judged each second: a flood of made-up ones costs nothing.
"""

from crawleruseragents import is_crawler

#: How the User-Agent of everything that people read with begins.
_BROWSERS = ("Mozilla/", "Opera/", "Lynx/", "Links ", "ELinks/", "w3m/", "NetSurf/", "Dillo/")
_LONGEST = 512
_MOST_KEPT = 10_000
#: Judged in one tick; more than that are no newspaper's readers.
_MOST_NEW = 50


class UserAgents:
    """Remembers for each User-Agent whether it is a person's."""

    def __init__(self) -> None:
        self._persons: dict[str, bool] = {}
        self._left = _MOST_NEW
        is_crawler(_BROWSERS[0])  # compiles the patterns now, not in the first reader's request

    def is_person(self, user_agent: str | None) -> bool | None:
        """Whether somebody reads with this; None when there was no time to judge."""
        if not user_agent:
            return False
        known = self._persons.get(user_agent)
        return self._judge(user_agent) if known is None else known

    def tick(self) -> None:
        """Allow as many new ones again."""
        self._left = _MOST_NEW

    def _judge(self, user_agent: str) -> bool | None:
        if len(user_agent) > _LONGEST or not user_agent.startswith(_BROWSERS):
            return False
        if self._left == 0:
            return None
        self._left -= 1
        if len(self._persons) >= _MOST_KEPT:
            self._persons.clear()
        person = self._persons[user_agent] = not is_crawler(user_agent)
        return person
