"""Fine-tunes MiniLM on tags, trees and names together and saves it: the teacher, whose labels on open news train the small model.

    teacher.py BENCH OUT [EPOCHS [FROM]]    BENCH: the benchmark folder; OUT: an .npz; FROM: an .npz to go on from

MiniLM reads small letters only, so each piece also tells how its word is written: no letters, small, Capital, CAPITALS, mixed.
The shipped labels were made by five epochs without that and two more with it, from the first ones' weights.
"""

import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import corpora
import minilm

ARC, LABEL, WIDTH = 256, 128, minilm.WIDTH
BUCKETS = [16, 32, 48, 64, 96, 160]
TOKENS = 2048


def inventory(trees):
    tags = sorted({tag for s in trees for tag in s[1]})
    deprels = sorted({label for s in trees for label in s[3]})
    return tags, deprels


def heads_init(key, tags, deprels):
    shapes = {
        "tag": (WIDTH, tags), "name": (WIDTH, len(corpora.NAME_TAGS)),
        "arc_d": (WIDTH, ARC), "arc_h": (WIDTH, ARC), "arc": (ARC + 1, ARC),
        "lab_d": (WIDTH, LABEL), "lab_h": (WIDTH, LABEL), "lab": (deprels, LABEL + 1, LABEL + 1),
    }
    out = {"case": jnp.zeros((5, WIDTH))}
    for index, (name, shape) in enumerate(shapes.items()):
        scale = 0.0 if name in ("arc", "lab") else (1 / shape[0]) ** 0.5
        out[name] = scale * jax.random.normal(jax.random.fold_in(key, index), shape)
        if name not in ("arc", "lab"):
            out[name + "_b"] = jnp.zeros(shape[-1])
    return out


def forward(p, batch, key=None):
    """Scores: tags [B,n,T], names [B,n,7], arcs [B,n,n+1] (head 0 is the root), labels' two sides."""
    keys = [None] * 3 if key is None else list(jax.random.split(key, 3))
    x = minilm.encode(p["encoder"], batch["pieces"], batch["piece_mask"], keys[0], case=p["heads"]["case"][batch["case"]])
    h = p["heads"]
    # A word is the mean of its pieces.
    words = jnp.einsum("bnl,bld->bnd", batch["pool"], x)
    words = minilm.drop(words, 0.1, keys[1])
    root = x[:, :1]
    both = jnp.concatenate([root, words], 1)
    line = lambda name, y: y @ h[name] + h[name + "_b"]
    act = jax.nn.gelu
    one = lambda y: jnp.concatenate([y, jnp.ones_like(y[..., :1])], -1)
    arc_d, arc_h = act(line("arc_d", words)), act(line("arc_h", both))
    lab_d, lab_h = act(line("lab_d", words)), act(line("lab_h", both))
    if keys[2] is not None:
        k = jax.random.split(keys[2], 4)
        arc_d, arc_h, lab_d, lab_h = (minilm.drop(y, 0.2, k[i]) for i, y in enumerate((arc_d, arc_h, lab_d, lab_h)))
    arcs = jnp.einsum("bne,ed,bmd->bnm", one(arc_d), h["arc"], arc_h)
    valid = jnp.concatenate([jnp.ones_like(batch["mask"][:, :1]), batch["mask"]], 1)
    arcs = jnp.where(valid[:, None, :], arcs, -1e9)
    return line("tag", words), line("name", words), arcs, one(lab_d), one(lab_h)


def labels_at(p, lab_d, lab_h, heads):
    chosen = jnp.take_along_axis(lab_h, heads[..., None], 1)
    return jnp.einsum("bnd,rde,bne->bnr", lab_d, p["heads"]["lab"], chosen)


def loss(p, batch, key):
    tags, names, arcs, lab_d, lab_h = forward(p, batch, key)
    entropy = lambda logits, gold: optax.softmax_cross_entropy_with_integer_labels(logits, gold)
    mask = batch["mask"].astype(jnp.float32)
    tree = mask * batch["has_tree"][:, None]
    name = mask * batch["has_name"][:, None]
    labels = labels_at(p, lab_d, lab_h, batch["heads"])
    total = (entropy(tags, batch["tags"]) + entropy(arcs, batch["heads"]) + entropy(labels, batch["deprels"])) * tree
    return total.sum() / (tree.sum() + 1) + 2.0 * (entropy(names, batch["names"]) * name).sum() / (name.sum() + 1)


def batches(sentences, pieces, order, room=TOKENS):
    """Batches of padded arrays; sentences are dicts of forms and, where known, tags, heads, deprels, names (as numbers)."""
    buckets = {size: [] for size in BUCKETS}
    for index in order:
        s = sentences[index]
        ids = [pieces.of(form) for form in s["forms"]]
        length = sum(map(len, ids)) + 2
        size = next((b for b in BUCKETS if b >= length), None)
        if size is None:
            continue
        bucket = buckets[size]
        bucket.append((index, s, ids))
        if len(bucket) == room // size:
            yield pack(bucket, size, room // size, pieces)
            buckets[size] = []
    for size, bucket in buckets.items():
        if bucket:
            yield pack(bucket, size, room // size, pieces)


def case(form):
    if not any(c.isalpha() for c in form):
        return 0
    if form.islower():
        return 1
    if form.isupper():
        return 3 if len(form) > 1 else 2
    return 2 if form[0].isupper() and form[1:].islower() else 4


def pack(bucket, size, count, pieces):
    n = size - 2
    b = {
        "pieces": np.zeros((count, size), np.int32), "case": np.zeros((count, size), np.int32), "piece_mask": np.zeros((count, size), bool), "pool": np.zeros((count, n, size), np.float32),
        "mask": np.zeros((count, n), bool), "has_tree": np.zeros(count, np.float32), "has_name": np.zeros(count, np.float32),
    }
    for field in ("tags", "heads", "deprels", "names"):
        b[field] = np.zeros((count, n), np.int32)
    rows = []
    for row, (index, s, ids) in enumerate(bucket):
        at = 1
        b["pieces"][row, 0] = pieces.cls
        for word, parts in enumerate(ids):
            b["pieces"][row, at : at + len(parts)] = parts
            b["pool"][row, word, at : at + len(parts)] = 1 / len(parts)
            b["case"][row, at : at + len(parts)] = case(s["forms"][word])
            at += len(parts)
        b["pieces"][row, at] = pieces.sep
        b["piece_mask"][row, : at + 1] = True
        b["mask"][row, : len(ids)] = True
        for field, flag in (("tags", "has_tree"), ("heads", "has_tree"), ("deprels", "has_tree"), ("names", "has_name")):
            if field in s:
                b[field][row, : len(ids)] = s[field]
                b[flag][row] = 1
        rows.append(index)
    b["piece_mask"][len(bucket) :, 0] = True
    return rows, b


def numbered(trees, named, tags, deprels):
    tag_ids, rel_ids = {t: i for i, t in enumerate(tags)}, {r: i for i, r in enumerate(deprels)}
    name_ids = {t: i for i, t in enumerate(corpora.NAME_TAGS)}
    out = [
        {"forms": f, "tags": [tag_ids.get(t, 0) for t in t_], "heads": h, "deprels": [rel_ids.get(r, 0) for r in r_]}
        for f, t_, h, r_ in trees
    ]
    # The same sentence of EWT with a tree and with names is one sentence.
    at = {tuple(s["forms"]): s for s in out}
    for forms, tag in named:
        ids = [name_ids[t] for t in tag]
        twin = at.get(tuple(forms))
        if twin is not None and "names" not in twin:
            twin["names"] = ids
        else:
            out.append({"forms": forms, "names": ids})
    return out


def predict(p, sentences, pieces, run, tokens=TOKENS):
    """Tags, heads, deprels and names of each sentence (None where it is too long)."""
    out = [None] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]["forms"]))
    for rows, batch in batches(sentences, pieces, order, tokens):
        tags, names, arcs, labels = (np.asarray(x) for x in run(p, {k: batch[k] for k in ("pieces", "case", "piece_mask", "pool", "mask")}))
        for row, index in enumerate(rows):
            n = len(sentences[index]["forms"])
            heads = tree(arcs[row, :n, : n + 1])
            rel = labels[row, np.arange(n), heads].argmax(-1)
            out[index] = (tags[row, :n].argmax(-1), np.array(heads), rel, names[row, :n].argmax(-1))
    return out


def inference(p, batch):
    tags, names, arcs, lab_d, lab_h = forward(p, batch)
    return tags, names, arcs, jnp.einsum("bnd,rde,bme->bnmr", lab_d, p["heads"]["lab"], lab_h)


def tree(scores):
    """The best tree over arc scores [n, n+1] with exactly one child of the root (Chu and Liu 1965, Edmonds 1967)."""
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:, :] = scores
    full[np.arange(n + 1), np.arange(n + 1)] = -np.inf
    greedy = full[1:].argmax(1)
    roots = [i for i in range(n) if greedy[i] == 0]
    if len(roots) == 1 and not cycle(greedy):
        return greedy
    best, best_score = None, -np.inf
    for root in sorted(range(n), key=lambda i: -full[i + 1, 0])[:3] if len(roots) != 1 else roots:
        s = full.copy()
        s[1:, 0] = -np.inf
        s[root + 1, :] = -np.inf
        s[root + 1, 0] = 0
        heads = edmonds(s)[1:]
        total = sum(full[i + 1, heads[i]] for i in range(n))
        if total > best_score:
            best, best_score = heads, total
    return best


def cycle(heads):
    for start in range(len(heads)):
        at, steps = start + 1, 0
        while at != 0 and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at != 0:
            return True
    return False


def edmonds(s):
    """Heads for scores s[dependent, head]; node 0 is the root and takes none."""
    n = len(s)
    heads = np.concatenate([[0], s[1:].argmax(1)])
    seen = np.zeros(n, int)
    for start in range(1, n):
        path, at = [], start
        while at != 0 and not seen[at]:
            seen[at] = start
            path.append(at)
            at = heads[at]
        if at != 0 and seen[at] == start:
            ring = path[path.index(at) :]
            break
    else:
        return heads
    rest = [i for i in range(n) if i not in set(ring)]
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = s[np.ix_(rest, rest)]
    out_from, into = np.zeros(m, int), np.zeros(m, int)
    total = sum(s[v, heads[v]] for v in ring)
    for j, node in enumerate(rest):
        if j:
            row = s[node, ring]
            small[j, m], out_from[j] = row.max(), ring[int(row.argmax())]
        change = [s[v, node] - s[v, heads[v]] for v in ring]
        small[m, j], into[j] = total + max(change), ring[int(np.argmax(change))]
    inner = edmonds(small)
    result = heads.copy()
    for j in range(1, m):
        result[rest[j]] = out_from[j] if inner[j] == m else rest[inner[j]]
    entry = into[inner[m]]
    result[entry] = rest[inner[m]]
    return result


def scores(p, trees, named, pieces, run, tags, deprels):
    guesses = lambda part: predict(p, [{"forms": s[0]} for s in part], pieces, run)
    for name, part in trees.items():
        upos, uas, las = corpora.tree_scores(part, guesses(part), tags, deprels)
        print(f"{name:14s} UPOS {upos:.2f} UAS {uas:.2f} LAS {las:.2f}", flush=True)
    for name, part in named.items():
        print(f"{name:14s} names F1 {corpora.name_score(part, guesses(part)):.1f}", flush=True)


def load(path):
    data = np.load(path)
    part = lambda start: {k.split("/", 1)[1]: jnp.asarray(v) for k, v in data.items() if k.startswith(start)}
    p = {"encoder": part("encoder/"), "heads": part("heads/")}
    p["heads"].setdefault("case", jnp.zeros((5, WIDTH)))
    return p, list(data["tags"]), list(data["deprels"])


def main(bench, out, epochs=5, start=None):
    trees, named = corpora.training(bench)
    tags, deprels = inventory(trees)
    pieces = minilm.Pieces()
    sentences = numbered(trees, named, tags, deprels)
    print(len(sentences), "sentences", flush=True)
    p = {"encoder": minilm.weights(), "heads": heads_init(jax.random.PRNGKey(1), len(tags), len(deprels))}
    if start:
        p = load(start)[0]
    steps = epochs * sum(1 for _ in batches(sentences, pieces, range(len(sentences))))
    schedule = lambda top: optax.warmup_cosine_decay_schedule(0, top, steps // 20, steps)
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {"encoder": optax.adamw(schedule(1e-4 if start else 2e-4), weight_decay=0.01), "heads": optax.adam(schedule(1e-3 if start else 2e-3), b2=0.95)},
            {"encoder": "encoder", "heads": "heads"},
        ),
    )
    state = optimiser.init(p)

    @jax.jit
    def step(p, state, batch, key):
        value, gradient = jax.value_and_grad(loss)(p, batch, key)
        change, state = optimiser.update(gradient, state, p)
        return optax.apply_updates(p, change), state, value

    run = jax.jit(inference)
    tree_sets, name_sets = corpora.evaluation(bench)
    generator, done, began = np.random.default_rng(1), 0, time.time()
    for epoch in range(epochs):
        smooth = None
        for rows, batch in batches(sentences, pieces, generator.permutation(len(sentences))):
            p, state, value = step(p, state, batch, jax.random.PRNGKey(1000 + done))
            done += 1
            smooth = float(value) if smooth is None else 0.98 * smooth + 0.02 * float(value)
            if done % 50 == 0:
                print(f"step {done}/{steps} loss {smooth:.3f} {time.time()-began:.0f} s", flush=True)
        scores(p, {k: tree_sets[k] for k in ("ewt-dev",)}, {k: name_sets[k] for k in ("uner-dev",)}, pieces, run, tags, deprels)
        flat = {f"encoder/{k}": np.asarray(v) for k, v in p["encoder"].items()} | {f"heads/{k}": np.asarray(v) for k, v in p["heads"].items()}
        np.savez(out, tags=np.array(tags), deprels=np.array(deprels), **flat)
    scores(p, tree_sets, name_sets, pieces, run, tags, deprels)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:4]), *sys.argv[4:5])
