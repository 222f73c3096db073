"""The vectors of word pieces by which sentences are compared: Model2Vec (Tulkens and van Dongen 2024) on all-MiniLM-L6-v2.

    vectors.py BENCH NEWS.bin.xz OUT_FOLDER

Every piece goes through the encoder alone; the mean of the output is brought to 128 principal components, and rare pieces weigh more
(smooth inverse frequency, Arora et al. 2017, with frequencies counted over the training texts).
"""

import sys
from collections import Counter
from pathlib import Path

import jax.numpy as jnp
import numpy as np

import corpora
import minilm
import news

WIDTH, SMOOTH = 128, 1e-3


def alone(pieces):
    """The mean of what the encoder makes of each piece that stands alone."""
    weights = minilm.weights()
    return minilm.alone(pieces, lambda ids: minilm.encode(weights, ids, jnp.ones(ids.shape, bool)).mean(1))


def main(bench, cuts, out):
    pieces = minilm.Pieces()
    count = len(pieces.ids)
    table = minilm.principal(alone(pieces), WIDTH)
    seen = Counter()
    sentences = news.read(bench, cuts) + [s[0] for s in corpora.training(bench)[0]]
    for forms in sentences:
        for form in forms:
            seen.update(pieces.of(form))
    total = sum(seen.values())
    share = np.array([seen[i] / total for i in range(count)])
    table *= (SMOOTH / (SMOOTH + share))[:, None]
    # One sentence's marks say nothing about what it means.
    for piece, index in pieces.ids.items():
        if not any(c.isalnum() for c in piece) or piece.startswith("["):
            table[index] = 0
    rows = minilm.as_bytes(table)
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "rows").write_bytes(rows.tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:4])
