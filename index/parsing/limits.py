"""What a process that reads untrusted documents is given: bounds, and next to nothing of the environment."""

from collections.abc import Mapping
from dataclasses import dataclass

# Names that Python, and the loader of its libraries, need; nothing else is handed down.
_KEPT_NAMES = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
# One thread for BLAS: each more reserves address space, and a process with threads must not fork.
_FIXED = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: bytes of address space, seconds of computing, seconds on the clock."""

    memory_bytes: int = 1024**3
    cpu_s: int = 20
    wall_s: float = 30.0

    @property
    def memory_reason(self) -> str:
        """Say that a document needs too much memory."""
        return f"it needs more than {self.memory_bytes / 1024**3:g} GiB of memory to read; split it"

    @property
    def time_reason(self) -> str:
        """Say that a document takes too long."""
        return f"it took longer than {self.wall_s:g} s to read; split it, or save it in a simpler form"


def bare_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what a reading process needs of an environment: no tokens, no settings."""
    return {name: environment[name] for name in _KEPT_NAMES if name in environment} | _FIXED
