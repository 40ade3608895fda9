"""Certificates that nobody knows, for servers of tests that speak https."""

import shutil
import subprocess
from pathlib import Path

import pytest


def a_certificate(folder: Path, name: str, of: str) -> Path:
    """Return a file with a key and a certificate for a name, `of` as openssl writes it; the latter also in FILE.crt."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("needs openssl to make a certificate")
    file = folder / "both.pem"
    command = [openssl, *f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name}".split()]
    command += ["-addext", f"subjectAltName={of}", "-keyout", str(file), "-out", f"{file}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file
