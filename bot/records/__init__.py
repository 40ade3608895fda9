"""The records of people: what servers set, what was asked and answered, and what people made of it (SQLite).

Part of no backup. People stand in it as salted hashes only. What other packages may use is named here.
"""

from bot.records.erasing import Forgotten
from bot.records.examination import examined
from bot.records.feedback import Feedback
from bot.records.format import FILE_NAME
from bot.records.gaps import Gap
from bot.records.kept import Asked, Cited, Kept, Message, kept_of
from bot.records.records import Records, existing
from bot.records.servers import ServerSettings
from bot.records.spending import Budget, Reservation, Spending
from bot.records.unfinished import Unfinished
from bot.records.watches import Watch

__all__ = [
    "FILE_NAME",
    "Asked",
    "Budget",
    "Cited",
    "Feedback",
    "Forgotten",
    "Gap",
    "Kept",
    "Message",
    "Records",
    "Reservation",
    "ServerSettings",
    "Spending",
    "Unfinished",
    "Watch",
    "examined",
    "existing",
    "kept_of",
]
