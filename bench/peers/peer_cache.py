"""Installs what a peer needs into Webloom's cache, never system-wide."""

import hashlib
import pathlib
import platform
import subprocess
import sys


def install(requirements):
    """Answers a folder for the list of requirements and this Python; a finished install is marked, so that half of one is redone."""
    seed = requirements.read_bytes() + platform.python_version().encode()
    name = requirements.stem.removesuffix("-requirements") + "-" + hashlib.sha256(seed).hexdigest()[:12]
    folder = pathlib.Path.home() / ".cache/webloom/peers" / name
    mark = folder / "complete"
    if not mark.exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
        subprocess.run([*command, "--target", str(folder), "-r", str(requirements)], check=True, stdout=sys.stderr)
        mark.touch()
    return folder
