"""One look of webchanges at the text of the pages of a list: prints which of them it reports as changed.
   python3 bench/peers/webchanges-look.py --home FOLDER --urls FILE
FOLDER keeps its data between looks; FILE is a JSON list of addresses. Prints {"version", "seen", "told"}.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

from look_arguments import read_arguments
from peer_cache import install

REQUIREMENTS = pathlib.Path(__file__).with_name("webchanges-requirements.txt")
REPORTED = re.compile(r"^(?:\d+\. )?([A-Z]+): (http\S+)", re.MULTILINE)
CONFIG = """
report:
  stdout: {enabled: true, color: false}
  text: {details: false, footer: false, minimal: true}
display: {new: true, error: true, unchanged: true, empty-diff: true}
"""


def main():
    arguments = read_arguments()
    packages = install(REQUIREMENTS)
    urls = json.loads(arguments.urls.read_text())
    jobs = arguments.home / "jobs.yaml"
    jobs.write_text("\n---\n".join(f"name: {url}\nurl: {url}\nfilters:\n  - html2text\n" for url in urls))
    config = arguments.home / "config.yaml"
    config.write_text(CONFIG)
    command = [sys.executable, "-m", "webchanges.cli", "--jobs", str(jobs), "--config", str(config)]
    command += ["--hooks", str(arguments.home / "hooks.py"), "--database", str(arguments.home / "snapshots.db")]
    env = {**os.environ, "PYTHONPATH": str(packages)}
    ran = subprocess.run(command, env=env, capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"webchanges ended with {ran.returncode}: {ran.stderr[-2000:]}")
    reported = {url: verb for verb, url in REPORTED.findall(ran.stdout)}
    failed = [url for url, verb in reported.items() if verb == "ERROR"]
    told = [url for url, verb in reported.items() if verb == "CHANGED"]
    version = REQUIREMENTS.read_text().strip().split("==")[1]
    print(json.dumps({"version": version, "seen": len(urls) - len(failed), "told": told}))


main()
