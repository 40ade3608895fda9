"""Leave in time: end the process soon after it is told to stop, whatever a thread still does."""

import os
import threading

LEAVE_WITHIN_S = 9.0  # of being told to stop; supervisors kill after ten seconds, and ending takes a moment too


def leave_in_time(code: int) -> None:
    """End the process although it still loads a model, makes an answer or waits for a server: nothing breaks that off.

    The ledger and the records survive that, and Chroma is mended or made anew if it was being written.
    """
    leaving = threading.Timer(LEAVE_WITHIN_S, os._exit, (code,))
    leaving.daemon = True
    leaving.start()
