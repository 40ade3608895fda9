"""The format of the records' file."""

from bot.errors import RecordsError
from index import Schema

FILE_NAME = "records.sqlite"
SCHEMA_VERSION = 6
SALT = "salt"  # fact: what hides whose a hash is
SALT_BYTES = 32


def _too_new(version: int) -> RecordsError:
    return RecordsError(
        f"The records of people have format {version}, this newsdesk reads {SCHEMA_VERSION}. "
        "Install the newsdesk that made them, or name another directory in NEWSDESK_HOME."
    )


SCHEMA = Schema("bot.records", SCHEMA_VERSION, _too_new)
