"""The reports whose rows are judged by hand in `judged.tsv`, as JSON Lines of id and text, so that its places can be looked up and more rows drawn.

    judged.py BENCH OUT.jsonl      BENCH: the folder of the benchmarks

Reports: MEANTIME (Wikinews, CC BY 4.0), its tokens joined as print joins them, the headline and the day left out; releases of the President of Russia
(CC BY 4.0), 170 drawn of them. `cargo xtask train rows OUT.jsonl` prints the rows that are found in them.
"""

import gzip
import json
import random
import re
import sys
import tarfile
import xml.etree.ElementTree as tree
from pathlib import Path

CLOSING = re.compile(r"[.,;:!?)\]%]|'s|'|n't|'re|'ve|'ll|'d|'m|’s|…|\.\.\.")
RELEASES = 170


def joined(words):
    """Words of one sentence with the spaces of print; straight quotation marks open and close in turn."""
    text, is_open = "", False
    for word in words:
        if word in ('"', "``", "''"):
            if is_open and word != "``":
                text = text.rstrip() + '" '
            else:
                text += '"'
            is_open = not is_open or word == "``"
        elif CLOSING.fullmatch(word):
            text = text.rstrip() + word + " "
        else:
            text += word + ("" if word and word in "([$£€" else " ")
    return text.strip()


def meantime(bench):
    """Wikinews reports of MEANTIME, each once."""
    found = {}
    with tarfile.open(Path(bench) / "news" / "meantime_airbus_apple.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            if not member.name.endswith(".xml"):
                continue
            try:
                root = tree.parse(archive.extractfile(member)).getroot()
            except tree.ParseError:
                continue
            sentences = {}
            for token in root.findall(".//token"):
                sentences.setdefault(int(token.get("sentence")), []).append(token.text or "")
            lines = [joined(sentences[at]) for at in sorted(sentences)]
            number = re.match(r"\d+", Path(member.name).name)
            if lines and number:
                found.setdefault("m" + number.group(), " ".join(lines[2:] or lines))
    return found


def releases(bench):
    """Releases drawn at random, always the same."""
    with gzip.open(Path(bench) / "news" / "kremlin_releases.jsonl.gz", "rt", encoding="utf8") as file:
        rows = [json.loads(line) for line in file]
    random.Random(12).shuffle(rows)
    return {row["id"].replace("putin-", "k"): row["text"] for row in rows[:RELEASES]}


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf8") as out:
        for name, text in {**meantime(sys.argv[1]), **releases(sys.argv[1])}.items():
            out.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
