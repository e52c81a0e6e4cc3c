"""Which coding a client gets: gzip or none (RFC 9110 section 12.5.3)."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def wants_gzip(accept_encoding: str | None) -> bool:
    """Whether gzip is accepted, and identity not preferred to it.

    No header at all would allow any coding; plain bytes are what such simple clients can read.
    What cannot be parsed counts as not accepted.
    """
    if not accept_encoding:
        return False
    weights: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        coding, *parameters = (part.strip() for part in item.split(";"))
        if coding:
            weights[coding] = _weight(parameters)
    anything = weights.get("*", 0.0)
    gzip = weights.get("gzip", weights.get("x-gzip", anything))
    return gzip > 0.0 and gzip >= weights.get("identity", 0.0)


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0.0 <= weight <= 1.0 else 0.0
    return 1.0
