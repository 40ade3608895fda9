"""The figures of the bot for Prometheus: counts and times, never people, servers or words."""

import logging
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """One process's figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._answers = Counter(
            "newsdesk_questions", "Questions that were answered", ["way", "outcome"], registry=self.registry
        )
        self._refusals = Counter(
            "newsdesk_refusals", "Questions that got no place in the queue", ["reason"], registry=self.registry
        )
        self._seconds = Histogram(
            "newsdesk_answer_seconds", "From the question to the answer", buckets=SECONDS, registry=self.registry
        )
        self._reconnects = Counter(
            "newsdesk_gateway_reconnects", "Sessions begun anew or resumed", registry=self.registry
        )
        self._errors = Counter("newsdesk_errors", "Errors that were logged", registry=self.registry)

    def answered(self, way: str, outcome: str, seconds: float) -> None:
        """Count a question by the way in which it came (slash, mention, …) and by what came of it."""
        self._answers.labels(way, outcome).inc()
        self._seconds.observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a question that got no place in the queue."""
        self._refusals.labels(reason).inc()

    def reconnected(self) -> None:
        """Count a session with the gateway that was begun anew or resumed."""
        self._reconnects.inc()

    def measure(self, name: str, documentation: str, value: Callable[[], float]) -> None:
        """Offer what a function returns as a figure that may fall and rise."""
        Gauge(f"newsdesk_{name}", documentation, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self.registry)

    @property
    def error_counter(self) -> logging.Handler:
        """Return a handler of logs that counts their errors."""
        return _ErrorCounter(self._errors)


class _ErrorCounter(logging.Handler):
    def __init__(self, errors: Counter) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        self._errors.inc()
