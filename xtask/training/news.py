"""Where the sentences and tokens of open news lie: kept beside the labels, so that both stay together when the splitter learns anew.

    news.py CUTS.jsonl OUT.bin.xz      CUTS: `[release, [[start, end], ...]]` a line, in bytes of title, line end and text
"""

import gzip
import json
import lzma
import sys
from itertools import accumulate
from pathlib import Path

import numpy as np


def texts(bench):
    """Title and text of each release of the President of Russia (CC BY 4.0), as bytes."""
    with gzip.open(Path(bench) / "news" / "kremlin_releases.jsonl.gz", "rt", encoding="utf8") as file:
        releases = map(json.loads, file)
        return [f"{release['title']}\n{release['text']}".encode() for release in releases]


def write(cuts, path):
    """Columns: the release and the number of tokens of each sentence; how far each token begins from the end of the one before, its length."""
    sentences, gaps, lengths, before = [], [], [], (-1, 0)
    for release, tokens in cuts:
        sentences.append((release, len(tokens)))
        end = before[1] if release == before[0] else 0
        for start, stop in tokens:
            gaps.append(start - end)
            lengths.append(stop - start)
            end = stop
        before = (release, end)
    with lzma.open(path, "wb", preset=9) as file:
        file.write(json.dumps({"sentences": len(sentences), "tokens": len(gaps)}).encode() + b"\n")
        for column in (*zip(*sentences), gaps, lengths):
            file.write(np.array(column, "<u2").tobytes())


def read(bench, path):
    """The sentences as lists of forms."""
    with lzma.open(path) as file:
        head, _, body = file.read().partition(b"\n")
    head = json.loads(head)
    bounds = list(accumulate([head["sentences"], head["sentences"], head["tokens"], head["tokens"]], initial=0))
    numbers = np.frombuffer(body, "<u2")
    releases, counts, gaps, lengths = (numbers[a:b].tolist() for a, b in zip(bounds, bounds[1:]))
    all_texts, out, token, before, end = texts(bench), [], 0, -1, 0
    for release, count in zip(releases, counts):
        end = end if release == before else 0
        before, forms = release, []
        for gap, length in zip(gaps[token : token + count], lengths[token : token + count]):
            forms.append(all_texts[release][end + gap : end + gap + length].decode())
            end += gap + length
        token += count
        out.append(forms)
    return out


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf8") as lines:
        write([json.loads(line) for line in lines], sys.argv[2])
