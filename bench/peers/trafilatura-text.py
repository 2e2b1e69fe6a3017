"""What trafilatura reads of pages: a JSON object {id, url, html} a line from standard input, {id, text, markdown} a line to standard output."""

import json
import pathlib
import sys

from peer_cache import install

sys.path.insert(0, str(install(pathlib.Path(__file__).with_name("trafilatura-requirements.txt"))))

from trafilatura import extract  # noqa: E402 (it is found only from here on)


def main():
    for line in sys.stdin:
        if not line.strip():
            continue
        page = json.loads(line)
        text = extract(page["html"], url=page["url"])
        markdown = extract(page["html"], url=page["url"], output_format="markdown", include_links=True)
        print(json.dumps({"id": page["id"], "text": text, "markdown": markdown}))


main()
