"""Log lines of every process: one plain line an event, on standard error. Needs no Django."""

import logging
from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="timestamp"),
]


class OneLineForRefusals(logging.Filter):
    """Leaves one line of a request that Django refuses, such as one with a wrong host."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback off."""
        if record.name.startswith("django.security."):
            record.exc_info = None
        return True


def logging_settings(level: str = "INFO") -> dict[str, Any]:
    """Give a ``logging.config.dictConfig`` dictionary that prints through structlog."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.dev.ConsoleRenderer(
                        colors=False, exception_formatter=structlog.dev.plain_traceback
                    ),
                ],
            },
        },
        "filters": {"refusals": {"()": OneLineForRefusals}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "line",
                "filters": ["refusals"],
            },
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"level": "ERROR"},  # a 404 is no event
            "django_tasks": {"level": "WARNING"},
            "waitress.queue": {"level": "ERROR"},  # that requests wait for a thread is no event
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
            "telegram": {
                "level": "CRITICAL"
            },  # it quotes answers whole; channels say what is wrong
            "PIL": {"level": "WARNING"},
        },
    }


def configure_structlog() -> None:
    """Let ``structlog.get_logger()`` print through the standard library's logging."""
    structlog.configure(
        processors=[
            *_SHARED[:1],
            structlog.stdlib.filter_by_level,
            *_SHARED[1:3],
            structlog.processors.StackInfoRenderer(),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="timestamp"),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
