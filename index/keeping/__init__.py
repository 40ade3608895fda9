"""Keep a library safe: backups, erasure, examination."""
