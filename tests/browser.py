"""A headless Chromium, told by its debugging pipe what to open, to measure and to click; no socket is needed."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-extensions""".split()
_READS, _WRITES = 3, 4  # the descriptors of Chromium's pipe
_ENDED = b"\0"


class Browser:
    """One page of a Chromium."""

    def __init__(self, reads: int, writes: int) -> None:
        self._out = os.fdopen(writes, "wb", buffering=0)
        self._in = os.fdopen(reads, "rb")
        self._number = 0
        self.events: list[dict[str, Any]] = []
        target = self._tell("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self._tell("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._session: str | None = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.tell(f"{domain}.enable")

    def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the page's, and return what it returns."""
        return self._tell(method, parameters, sessionId=self._session)

    def open(self, page: Path, width: int = 1_000) -> None:
        """Show a file in a window so wide, and wait until it is loaded."""
        size = {"width": width, "height": 700, "deviceScaleFactor": 1, "mobile": False}
        self.tell("Emulation.setDeviceMetricsOverride", **size)
        self.tell("Page.navigate", url=page.as_uri())
        while self.look("document.readyState + location.href") != f"complete{page.as_uri()}":
            pass

    def look(self, expression: str) -> Any:
        """Return the value of a JavaScript expression in the page, whatever its policy forbids the page itself."""
        result = self.tell("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def close(self) -> None:
        """Let go of the pipe, which ends the browser too."""
        self._out.close()
        self._in.close()

    def _tell(self, method: str, parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
        self._number += 1
        call = {"id": self._number, "method": method, "params": parameters} | more
        self._out.write(json.dumps(call).encode() + _ENDED)
        while (answer := self._read()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        message = bytearray()
        while (byte := self._in.read(1)) != _ENDED:
            assert byte, "Chromium has ended"
            message += byte
        return dict(json.loads(message))


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Run a Chromium until the block ends, with a profile of its own in a folder."""
    theirs, ours = os.pipe(), os.pipe()
    options = [*QUIET, "--remote-debugging-pipe", f"--user-data-dir={folder / 'profile'}"]
    joined = f'exec "$@" {_READS}<&{theirs[0]} {_WRITES}>&{ours[1]}'
    command = ["bash", "-c", joined, "bash", str(CHROMIUM), *options]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=(theirs[0], ours[1]), stdout=quiet, stderr=quiet) as running:
        os.close(theirs[0])
        os.close(ours[1])
        told = Browser(ours[0], theirs[1])
        try:
            yield told
        finally:
            told.close()
            running.terminate()
