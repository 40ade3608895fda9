"""The machine that a figure was measured on, and what a process takes of it."""

import os
import platform
import resource
import subprocess
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("chromadb", "torch", "sentence-transformers", "langchain-core")


def described() -> dict[str, str]:
    """Return cores, processor, memory, system and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    }


def _processor() -> str:
    """Return what lscpu calls the processor, else what Python knows."""
    try:
        told = subprocess.run(["lscpu"], capture_output=True, text=True, check=True, env={"LC_ALL": "C"}).stdout
    except (OSError, subprocess.CalledProcessError):
        return platform.processor()
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    return f"{facts['Model name'].strip()}, {facts.get('L3 cache', 'unknown').strip()} L3 cache"


def commit() -> str:
    """Return the commit that is measured, with a mark if bot/ or index/ differ from it; "" outside a checkout."""

    def told(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    changed = told("status", "--porcelain", "--", "bot", "index", "prompts")
    return told("rev-parse", "--short=7", "HEAD") + ("-changed" if changed else "")


def load() -> float:
    """Return how many processes wanted a processor in the last minute; beyond the cores they waited for each other."""
    return round(os.getloadavg()[0], 1)


def resident_mb() -> float:
    """Return the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def written_mb() -> float:
    """Return what this process has written to disks."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["write_bytes"]) / 1e6


def size_mb(path: Path) -> float:
    """Return the size of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6
