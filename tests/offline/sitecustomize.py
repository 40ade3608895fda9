"""Put on the path of processes under test: whoever reaches for the network ends with an error.

LOOPBACK_PORT names the ports of 127.0.0.1 that a test serves on, if it does, parted by commas; the port at which the
bot is to tell of its health is its own. Packages that are not ours are imported without tracing their lines, which
would take as long as the import.
"""

import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")
_OURS = ("bot", "index")


def _loopback(variable: str) -> list[tuple[str, int]]:
    return [("127.0.0.1", int(port)) for port in os.environ.get(variable, "").split(",") if port]


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _FORBIDDEN:
        return
    if event == "socket.bind" and arguments[1] in _loopback("NEWSDESK_DISCORD__HEALTH_PORT"):
        return
    asked = arguments[1] if event == "socket.connect" else arguments[:2]
    if asked in _loopback("LOOPBACK_PORT"):
        return
    if not any(isinstance(part, str) and part.startswith("/") for part in arguments):
        raise RuntimeError(f"{event} in a process that must stay offline: {arguments[1:]}")


class _Untraced(Loader):
    """Execute a module with no trace function set."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> object:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        traced = sys.gettrace()
        sys.settrace(None)
        try:
            self._loader.exec_module(module)
        finally:
            sys.settrace(traced)


class _Foreign(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = None if name.partition(".")[0] in _OURS else PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader = _Untraced(spec.loader)
        return spec


sys.addaudithook(_refuse)
if "COVERAGE_PROCESS_CONFIG" in os.environ:
    sys.meta_path.insert(0, _Foreign())
