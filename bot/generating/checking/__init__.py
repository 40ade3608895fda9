"""Checking: what a language model states, held against the passages that it cites. Pure functions."""
