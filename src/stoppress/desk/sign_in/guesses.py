"""How often a password may be guessed: the more guesses, the longer the wait; nobody is locked out.

Counted are attempts of one place (an address, or an IPv6 network) at one account, and of one place
at all accounts. What limits do elsewhere so never keeps an editor out. When very many places try
one account, each of them has fewer attempts, but never none. A browser that has signed in before is
a place of its own, wherever it is: neither its neighbours at the same address nor an attack on the
account count for it. ``docs/decisions/0027-guesses-of-passwords.md`` says why it is done so.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address, ip_network

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

AT_ONE_ACCOUNT = parse_many("5/minute;20/hour")
AT_AN_ACCOUNT_UNDER_ATTACK = parse_many("2/10 minutes")
AT_ALL_ACCOUNTS = parse_many("30/minute;200/hour")
#: From how many attempts of unknown places an account counts as under attack.
ATTACK = parse_many("100/hour")
#: Codes of a second factor at one account, of all unknown places together. They are short, and only
#: who knows the password is asked for one: so this keeps no editor out whose password is a secret.
CODES_AT_ONE_ACCOUNT = parse_many("30/hour")
#: Sign-ins of one place that begin with no name: by a passkey, or at another server. Nothing is
#: guessed by them, but the database keeps for a while what each of them asked.
WITHOUT_NAME = parse_many("60/minute")

_IPV6_NETWORK = 64  # bits; a subscriber has at least so many addresses


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries to sign in: at which account, from where, and with which known browser, if any."""

    account: str
    address: str
    browser: str = ""

    @property
    def place(self) -> str:
        """The address, or its network where one subscriber has a whole one."""
        try:
            found = ip_address(self.address)
        except ValueError:
            return "unknown"
        if found.version == 4:
            return str(found)
        return str(ip_network((found, _IPV6_NETWORK), strict=False))


class Guesses:
    """Counts attempts, in the memory of the desk's one process; starting it again forgets them."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def begin(self, attempt: Attempt, *, code: bool = False) -> int:
        """Count an attempt; give the seconds to wait first, 0 when it may be made now.

        ``code``: a code of a second factor is guessed, not a password.
        """
        account = sha256(attempt.account.encode()).hexdigest()
        if attempt.browser:
            return self._count(AT_ONE_ACCOUNT, "browser", attempt.browser)
        place = attempt.place
        # First, since what is refused here leaves nothing in memory: names are easily made up.
        if wait := self._count(AT_ALL_ACCOUNTS, "all", place):
            return wait
        if code and (wait := self._count(CODES_AT_ONE_ACCOUNT, "codes", account)):
            return wait
        attacked = self._count(ATTACK, "attack", account) > 0
        if attacked:
            wait = self._count(AT_AN_ACCOUNT_UNDER_ATTACK, "attacked", account, place)
            if wait:
                return wait
        return self._count(AT_ONE_ACCOUNT, "place", account, place)

    def begin_without_name(self, attempt: Attempt) -> int:
        """Count a sign-in that begins with no name, as with a passkey; give the seconds to wait."""
        return self._count(WITHOUT_NAME, "without name", attempt.place)

    def forget(self, attempt: Attempt) -> None:
        """Forget what a place or browser tried at an account, since it has signed in."""
        account = sha256(attempt.account.encode()).hexdigest()
        for limit in AT_ONE_ACCOUNT:
            self._limiter.clear(limit, "place", account, attempt.place)
            if attempt.browser:
                self._limiter.clear(limit, "browser", attempt.browser)

    def _count(self, limits: list[RateLimitItem], *key: str) -> int:
        for limit in limits:
            if not self._limiter.hit(limit, *key):  # what is refused does not count
                until = self._limiter.get_window_stats(limit, *key).reset_time
                return max(1, round(until - time.time()))
        return 0
