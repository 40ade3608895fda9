"""Fetch pages and feeds from the web: the one place that opens connections to it."""

from index.fetching.fetcher import Fetched, Fetcher

__all__ = ["Fetched", "Fetcher"]
