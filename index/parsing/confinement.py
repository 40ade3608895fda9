"""Hold the process that reads one untrusted document to its limits: memory, time, no files written, no network."""

import resource
import signal
import sys

from index.parsing.limits import Limits

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.kill", "shutil.")


def confine(limits: Limits) -> None:
    """Put this process under limits for the rest of its life; it must be one made for a single document."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    signal.alarm(int(limits.wall_s) + 2)  # the last resort, where whoever watches is gone
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a process that reads documents")
