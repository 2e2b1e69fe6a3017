"""One look of changedetection.io (its batch mode, its defaults) at the pages of a list: prints which of them have a new version.
   python3 bench/peers/changedetection-look.py --home FOLDER --urls FILE
FOLDER keeps its data between looks; FILE is a JSON list of addresses. Prints {"version", "seen", "told"}.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys

from look_arguments import read_arguments
from peer_cache import install

REQUIREMENTS = pathlib.Path(__file__).with_name("changedetection-requirements.txt")
MAIN = "from changedetectionio import main; main()"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def versions_of(store):
    """How many versions of each address it has kept: a second one is a change."""
    kept = {}
    for history in store.glob("*/history.txt"):
        watch = json.loads((history.parent / "watch.json").read_text())
        kept[watch["url"]] = len(history.read_text().splitlines())
    return kept


def main():
    arguments = read_arguments()
    packages = install(REQUIREMENTS)
    store = arguments.home / "datastore"
    before = versions_of(store) if store.exists() else {}
    command = [sys.executable, "-c", MAIN, "-C", "-d", str(store), "-h", "127.0.0.1", "-p", str(free_port()), "-l", "ERROR", "-b"]
    if before:
        command += ["-r", "all"]
    else:
        for url in json.loads(arguments.urls.read_text()):
            command += ["-u", url]
    # The pages lie on loopback addresses, which it refuses by default.
    env = {**os.environ, "PYTHONPATH": str(packages), "ALLOW_IANA_RESTRICTED_ADDRESSES": "true", "FETCH_WORKERS": "10"}
    ran = subprocess.run(command, env=env, capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"changedetection.io ended with {ran.returncode}: {ran.stderr[-2000:]}")
    after = versions_of(store)
    told = [url for url, count in after.items() if 0 < before.get(url, 0) < count]
    version = REQUIREMENTS.read_text().strip().split("==")[1]
    print(json.dumps({"version": version, "seen": len(after), "told": told}))


main()
