"""Log lines: JSON, one per event, without anything a caller sent.

Events of this service are names with typed fields (docs/data.md). What libraries log is reduced to who
logged, how
severe and where in the code: their messages may hold URLs with queries, bodies or exception texts.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping

import stamina.instrumentation
import structlog
from structlog.typing import EventDict, Processor

from service.settings import LogLevel

TRUSTED = frozenset({"uvicorn.error"})
"""Logs where it listens and why it cannot; says nothing about requests (access lines are off)."""
_SHARED: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure(level: LogLevel) -> None:
    """Sends all logging of the process, libraries included, to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.value.upper())
    stamina.instrumentation.set_on_retry_hooks(
        []
    )  # it would write exception texts; calls are counted instead
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, _place_only],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_exception_text,
            structlog.processors.JSONRenderer(),
        ],
    )


def _place_only(_logger: object, _method: str, event: EventDict) -> EventDict:
    """A foreign record: where it was logged instead of what it said."""
    record: logging.LogRecord = event["_record"]
    if record.name in TRUSTED:
        return event
    event["event"] = "library.logged"
    event["at"] = f"{record.module}:{record.lineno}"
    event.pop("positional_args", None)
    return event


def _without_exception_text(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Only the type of an exception; its text and the values in its frames may be a draft's."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
    event.pop("stack_info", None)
    return event
