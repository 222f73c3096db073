"""The teacher labels: trees and names for what has none. The labels are kept, so that the student can be trained again without the teacher.

    labels.py BENCH FEATURES TEACHER.npz NEWS.bin.xz LABELS.bin.xz VIEWS.bin.xz

One record a sentence, news first, then the training sentences: bytes of tags, heads (two bytes), deprels and names. Beside them what the
teacher makes of each word piece alone.
"""

import json
import lzma
import sys

import jax
import numpy as np

import corpora
import minilm
import news
import teacher
from naming import rows

# Width of what is kept of the teacher's view of a word piece.
VIEW = 96


def main(bench, program, model, cuts, labels, views):
    p, tags, deprels = teacher.load(model)
    pieces = minilm.Pieces()
    trees, named = corpora.training(bench)
    sentences = [{"forms": forms} for forms in news.read(bench, cuts)]
    sentences += [{"forms": s["forms"]} for s in teacher.numbered(trees, named, tags, deprels)]
    rows(sentences, program)
    guess = teacher.predict(p, sentences, pieces, jax.jit(teacher.inference), 4096)
    columns = [[], [], [], []]
    for s, g in zip(sentences, guess):
        # What was too long for the teacher is left out: a tag of 255 says so.
        g = g or (np.full(len(s["forms"]), 255), np.zeros(len(s["forms"]), int), np.zeros(len(s["forms"]), int), np.zeros(len(s["forms"]), int))
        for column, value, kind in zip(columns, g, ("u1", "<u2", "u1", "u1")):
            column.append(np.asarray(value).astype(kind).tobytes())
    with lzma.open(labels, "wb", preset=9) as file:
        head = json.dumps({"tags": [str(t) for t in tags], "deprels": [str(d) for d in deprels], "sentences": len(sentences)})
        file.write(head.encode() + b"\n" + b"".join(b"".join(column) for column in columns))
    write_views(views, p, pieces)


def write_views(out, p, pieces):
    """What the teacher makes of each word piece alone, in bytes of one step: principal components, [pieces, VIEW]."""
    table = minilm.principal(teacher.alone(p, pieces), VIEW)
    with lzma.open(out, "wb", preset=9) as file:
        file.write(minilm.as_bytes(table).tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:7])
