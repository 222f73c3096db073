"""Trains the small model that is shipped: two layers of LSTM both ways over rows of vectors, for tags, trees and names together.

    student.py BENCH NEWS.bin.xz LABELS.bin.xz VIEWS.bin.xz FEATURES OUT.npz [EPOCHS [HIDDEN]]

FEATURES is the program that turns sentences into rows (`xtask train features`). The same inputs give the same weights on the same
machine and version of JAX; all random numbers come from fixed seeds.
"""

import json
import lzma
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import corpora
import minilm
import news
import teacher
import vectors
from naming import NAMES, NAME_WEIGHT, PARTS, PIECES, Readings, TAUGHT, WORDS, best_names, name_loss, weigh

WORD_ROWS, PART_ROWS = 1 << 15, 1 << 13
STATIC, INPUT, ARC, LABEL = 96, 128, 128, 128
BUCKETS = [10, 16, 22, 30, 40, 56, 80, 112]
TOKENS = 3600
DISTANCES = 32


def static_table(views):
    """What is known of each word piece beforehand, of variance one: MiniLM's input vectors, what its encoder makes of each alone, and what
    the teacher does."""
    table = np.asarray(minilm.weights()["embeddings.word_embeddings.weight"], np.float64)
    parts = [minilm.principal(known, STATIC) for known in (table - table.mean(0), vectors.alone(minilm.Pieces()))]
    with lzma.open(views) as file:
        parts.append(np.frombuffer(file.read(), np.int8).reshape(len(table), -1).astype(np.float64))
    return np.concatenate([part / part.std() for part in parts], 1).astype(np.float32)


def read_labels(path):
    with lzma.open(path) as file:
        head, _, body = file.read().partition(b"\n")
    head = json.loads(head)
    return head, body


def attach(sentences, body):
    """Gives every sentence the teacher's labels beside its own."""
    total = sum(len(s["forms"]) for s in sentences)
    at, columns = 0, []
    for kind, size in (("u1", 1), ("<u2", 2), ("u1", 1), ("u1", 1)):
        columns.append(np.frombuffer(body, kind, total, at))
        at += total * size
    start = 0
    for s in sentences:
        end = start + len(s["forms"])
        s["silver"] = [column[start:end].astype(np.int32) for column in columns]
        start = end
    assert at == len(body), "the labels belong to other sentences"


def init(seed, known, tags, deprels, hidden):
    key = jax.random.PRNGKey(seed)
    k = lambda i: jax.random.fold_in(key, i)
    glorot = lambda i, a, b: jax.random.normal(k(i), (a, b)) * (2 / (a + b)) ** 0.5
    p = {
        "word": 0.1 * jax.random.normal(k(1), (WORD_ROWS, INPUT)),
        "part": 0.1 * jax.random.normal(k(2), (PART_ROWS, INPUT)),
        "static": glorot(3, known, INPUT), "input_b": jnp.zeros(INPUT),
        "tag": glorot(4, 2 * hidden, tags), "tag_b": jnp.zeros(tags),
        "name": glorot(5, 2 * hidden, NAMES), "name_b": jnp.zeros(NAMES), "name_steps": jnp.zeros((NAMES, NAMES)),
        "query": glorot(6, 2 * hidden, ARC), "query_b": jnp.zeros(ARC),
        "key": glorot(7, 2 * hidden, ARC), "key_b": jnp.zeros(ARC), "key_root": 0.1 * jax.random.normal(k(8), (ARC,)),
        "dep": glorot(9, 2 * hidden, LABEL), "dep_b": jnp.zeros(LABEL),
        "head": glorot(10, 2 * hidden, LABEL), "head_root": 0.1 * jax.random.normal(k(11), (LABEL,)),
        "label": glorot(12, LABEL, deprels), "label_b": jnp.zeros(deprels),
        "distance": jnp.zeros(2 * DISTANCES + 1),
    }
    for layer, width in enumerate((INPUT, 2 * hidden)):
        for way in "fb":
            index = 20 + 4 * layer + 2 * (way == "b")
            p[f"x{layer}{way}"] = glorot(index, width, 4 * hidden)
            p[f"h{layer}{way}"] = jax.random.orthogonal(k(index + 1), hidden, (4,)).transpose(1, 0, 2).reshape(hidden, 4 * hidden)
            p[f"b{layer}{way}"] = jnp.concatenate([jnp.zeros(hidden), jnp.ones(hidden), jnp.zeros(2 * hidden)])
    return p


def through(x, y):
    """The value y with the gradient of x."""
    return x + jax.lax.stop_gradient(y - x)


def steps(x, exact):
    """Activations lie in -1..1 and are used as whole 127ths."""
    return x if exact else through(x, jnp.round(x * 127) / 127)


def bytes_of(w, exact):
    """Weights are used as signed bytes with one scale an output."""
    if exact:
        return w
    scale = jnp.abs(w).max(0, keepdims=True) / 127 + 1e-12
    return through(w, jnp.round(w / scale) * scale)


def rows_of(w, exact):
    """Table rows are used as signed bytes with one scale a row."""
    if exact:
        return w
    scale = jnp.abs(w).max(-1, keepdims=True) / 127 + 1e-12
    return through(w, jnp.round(w / scale) * scale)


def lstm(p, name, x, mask, hidden, exact, reverse):
    """States [T,B,H] of one layer one way; x is [T,B,I], mask [T,B,1]."""
    gates = steps(x, exact) @ bytes_of(p["x" + name], exact) + p["b" + name]
    wh = bytes_of(p["h" + name], exact)

    def cell(state, inputs):
        h, c = state
        g, m = inputs
        i, f, o, u = jnp.split(g + h @ wh, 4, -1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(u)
        h = steps(jax.nn.sigmoid(o) * jnp.tanh(c), exact)
        h, c = h * m, c * m
        return (h, c), h

    zero = jnp.zeros((x.shape[1], hidden))
    return jax.lax.scan(cell, (zero, zero), (gates, mask), reverse=reverse)[1]


def forward(p, table, batch, hidden, exact, key=None):
    keys = [None] * 8 if key is None else list(jax.random.split(key, 8))
    ids = batch["rows"].transpose(1, 0, 2)
    mask = batch["mask"].T[..., None].astype(jnp.float32)
    B = ids.shape[1]
    gather = lambda t, i: rows_of(t[i], exact)
    word = gather(p["word"], ids[..., :WORDS]).sum(2)
    part = gather(p["part"], ids[..., WORDS : WORDS + PARTS]).sum(2)
    pieces = ids[..., WORDS + PARTS :]
    has = (pieces >= 0)[..., None]
    mean = jnp.where(has, rows_of(table[jnp.maximum(pieces, 0)] @ p["static"], exact), 0).sum(2) / jnp.maximum(has.sum(2), 1)
    if keys[0] is not None:
        word = word * jax.random.bernoulli(keys[0], 0.7, word.shape[:2] + (1,))
        part = part * jax.random.bernoulli(keys[6], 0.95, part.shape[:2] + (1,))
        mean = mean * jax.random.bernoulli(keys[7], 0.95, mean.shape[:2] + (1,))
    x = jnp.tanh(word + part + mean + p["input_b"])
    same = lambda x, rate, key: x if key is None else x * jax.random.bernoulli(key, 1 - rate, (1,) + x.shape[1:]) / (1 - rate)
    x = same(x, 0.1, keys[1])
    for layer in range(2):
        x = jnp.concatenate([lstm(p, f"{layer}{way}", x, mask, hidden, exact, way == "b") for way in "fb"], -1)
        x = same(x, 0.2, keys[2 + layer])
    x = x.transpose(1, 0, 2)
    line = lambda name: steps(x, exact) @ bytes_of(p[name], exact) + p.get(name + "_b", 0.0)
    query, keyed = line("query"), jax.nn.relu(line("key"))
    keyed = jnp.concatenate([jnp.broadcast_to(p["key_root"], (B, 1, ARC)), keyed], 1)
    dep, head = line("dep"), line("head")
    head = jnp.concatenate([jnp.broadcast_to(p["head_root"], (B, 1, LABEL)), head], 1)
    if keys[4] is not None:
        query, keyed = minilm.drop(query, 0.15, keys[4]), minilm.drop(keyed, 0.15, keys[5])
    arcs = jnp.einsum("bnd,bmd->bnm", query, keyed) / ARC**0.5
    n = arcs.shape[1]
    apart = jnp.arange(n + 1)[None, :] - jnp.arange(1, n + 1)[:, None]
    apart = jnp.clip(apart, -DISTANCES, DISTANCES) + DISTANCES
    arcs = arcs + jnp.where(jnp.arange(n + 1)[None, :] == 0, 0.0, p["distance"][apart])
    valid = jnp.concatenate([jnp.ones_like(batch["mask"][:, :1]), batch["mask"]], 1)
    return line("tag"), line("name"), jnp.where(valid[:, None, :], arcs, -1e9), dep, head


def labels_at(p, dep, head, heads):
    chosen = jnp.take_along_axis(head, heads[..., None], 1)
    return jax.nn.relu(dep + chosen) @ p["label"] + p["label_b"]


def loss(p, table, batch, hidden, exact, key):
    tags, names, arcs, dep, head = forward(p, table, batch, hidden, exact, key)
    entropy = optax.softmax_cross_entropy_with_integer_labels
    labels = labels_at(p, dep, head, batch["heads"])
    weight = batch["mask"] * batch["weight"][:, None]
    per_token = entropy(tags, batch["tags"]) + entropy(arcs, batch["heads"]) + entropy(labels, batch["deprels"])
    named = name_loss(p, names, batch["names"], batch["mask"])
    return (weight * per_token).sum() / weight.sum() + NAME_WEIGHT * (batch["name_weight"] * named).sum() / batch["mask"].sum()


def pack(bucket, size, count):
    b = {"rows": np.full((count, size, WORDS + PARTS + PIECES), -1, np.int32), "mask": np.zeros((count, size), bool), "weight": np.zeros(count, np.float32)}
    b["name_weight"] = np.zeros(count, np.float32)
    b["rows"][:, :, : WORDS + PARTS] = 0
    for field in ("tags", "heads", "deprels", "names"):
        b[field] = np.zeros((count, size), np.int32)
    for row, (index, s) in enumerate(bucket):
        n = len(s["forms"])
        b["rows"][row, :n] = s["rows"]
        b["mask"][row, :n] = True
        b["weight"][row] = s.get("weight", 1.0)
        b["name_weight"][row] = s.get("name_weight", 1.0)
        for field in ("tags", "heads", "deprels", "names"):
            if field in s:
                b[field][row, :n] = s[field]
    return [index for index, _ in bucket], b


def batches(sentences, order, room=TOKENS):
    buckets = {size: [] for size in BUCKETS}
    for index in order:
        s = sentences[index]
        size = next((b for b in BUCKETS if b >= len(s["forms"])), None)
        if size is None:
            continue
        bucket = buckets[size]
        bucket.append((index, s))
        if len(bucket) == room // size:
            yield pack(bucket, size, room // size)
            buckets[size] = []
    for size, bucket in buckets.items():
        if bucket:
            yield pack(bucket, size, room // size)


class Runner:
    """Predicts as teacher.predict does, so that the same scores are printed."""

    def __init__(self, table, hidden):
        @jax.jit
        def run(p, batch):
            tags, names, arcs, dep, head = forward(p, table, batch, hidden, False)
            labels = jax.nn.relu(dep[:, :, None] + head[:, None]) @ p["label"] + p["label_b"]
            return tags.argmax(-1), names, arcs, labels.argmax(-1)

        self.run = run

    def predict(self, p, sentences):
        out, steps = [None] * len(sentences), np.asarray(p["name_steps"])
        for indices, batch in batches(sentences, range(len(sentences))):
            tags, names, arcs, labels = (np.asarray(x) for x in self.run(p, {k: batch[k] for k in ("rows", "mask")}))
            for row, index in enumerate(indices):
                n = len(sentences[index]["forms"])
                heads = np.array(teacher.tree(arcs[row, :n, : n + 1]))
                out[index] = (tags[row, :n], heads, labels[row, np.arange(n), heads], best_names(names[row, :n], steps))
        return out


def main(bench, cuts, labels, views, program, out, epochs=24, hidden=128):
    head, body = read_labels(labels)
    tags, deprels = head["tags"], head["deprels"]
    trees, named = corpora.training(bench)
    silver = [{"forms": forms} for forms in news.read(bench, cuts)]
    gold = teacher.numbered(trees, named, tags, deprels)
    attach(silver + gold, body)
    # What the development set says is all gold; the teacher was not asked.
    gold += [s for s in teacher.numbered(*corpora.development(bench), tags, deprels) if {"tags", "names"} <= s.keys()]
    weigh(gold)
    for s in silver + gold:
        taught = s.pop("silver", None)
        if taught is not None:
            t, h, r, n = taught
            if t[0] == 255:
                s["weight"] = 0.0
                t, h = np.zeros_like(t), np.zeros_like(h)
        if "names" not in s:
            s["names"], s["name_weight"] = n, TAUGHT
        if "tags" not in s:
            s["tags"], s["heads"], s["deprels"] = t, h, r
    readings = Readings(gold, silver, program)
    table = jnp.asarray(static_table(views))
    p = init(7, table.shape[1], len(tags), len(deprels), hidden)
    tree_sets, name_sets = teacher.evaluation(bench, program)
    del tree_sets["ewt-dev"], name_sets["uner-dev"]
    half = len(silver) // 2
    a_epoch = sum(1 for _ in batches(gold + silver[:half], range(len(gold) + half)))
    total = epochs * a_epoch
    schedule = optax.warmup_cosine_decay_schedule(1e-4, 2.5e-3, total // 30, total, 1e-5)
    optimiser = optax.chain(optax.clip_by_global_norm(2.0), optax.adam(schedule, b2=0.98))
    state = optimiser.init(p)

    def update(p, mean, state, batch, key, exact):
        value, gradient = jax.value_and_grad(loss)(p, table, batch, hidden, exact, key)
        change, state = optimiser.update(gradient, state, p)
        p = optax.apply_updates(p, change)
        mean = jax.tree.map(lambda a, b: 0.998 * a + 0.002 * b, mean, p)
        return p, mean, state, value

    step = jax.jit(update, static_argnums=5, donate_argnums=(0, 1, 2))
    mean, runner = jax.tree.map(jnp.array, p), Runner(table, hidden)
    guess = lambda sentences: runner.predict(mean, sentences)
    generator, done, began = np.random.default_rng(3), 0, time.time()
    for epoch in range(epochs):
        chosen = generator.permutation(len(silver))[:half]
        pool = readings([silver[i] for i in chosen], generator)
        # The last part of the training is done in the numbers that the program computes with.
        exact = epoch < epochs * 2 // 3
        smooth = None
        for indices, batch in batches(pool, generator.permutation(len(pool))):
            p, mean, state, value = step(p, mean, state, batch, jax.random.PRNGKey(done), exact)
            done += 1
            if done % 5 == 0:
                smooth = float(value) if smooth is None else 0.95 * smooth + 0.05 * float(value)
        print(f"epoch {epoch + 1} step {done}/{total} loss {smooth:.3f} {time.time()-began:.0f} s", flush=True)
        if epoch % 4 == 3 or epoch == epochs - 1:
            teacher.scores(guess, {k: tree_sets[k] for k in ("gum-dev",)}, {}, tags, deprels)
            np.savez(out, tags=np.array(tags), deprels=np.array(deprels), table=np.asarray(table), **{k: np.asarray(v) for k, v in mean.items()})
    teacher.scores(guess, tree_sets, name_sets, tags, deprels)


if __name__ == "__main__":
    main(*sys.argv[1:7], *map(int, sys.argv[7:9]))
