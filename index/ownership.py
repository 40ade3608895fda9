"""Who may open Chroma: one process at a time, by a lock in the data directory, or on the server of the ledger."""

LOCK_NAME = "chroma.lock"
