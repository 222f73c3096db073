"""Fine-tunes MiniLM on tags, trees and names together and saves it: the teacher, whose labels on open news train the small model.

    teacher.py BENCH FEATURES OUT.npz [EPOCHS]    BENCH: the benchmark folder; FEATURES: the program that turns sentences into rows

MiniLM reads small letters only, so each piece also tells how its word is written (no letters, small, Capital, CAPITALS, mixed) and what
the network sees of the parts of the word and of known names.
"""

import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import corpora
import minilm
from naming import NAMES, NAME_WEIGHT, PARTS, WORDS, Readings, best_names, name_loss, rows, weigh

PART_ROWS = 1 << 13
ARC, LABEL, WIDTH = 256, 128, minilm.WIDTH
BUCKETS = [16, 32, 48, 64, 96, 160]
TOKENS = 2048


def inventory(trees):
    tags = sorted({tag for s in trees for tag in s[1]})
    deprels = sorted({label for s in trees for label in s[3]})
    return tags, deprels


def heads_init(key, tags, deprels):
    shapes = {
        "tag": (WIDTH, tags), "name": (WIDTH, NAMES),
        "arc_d": (WIDTH, ARC), "arc_h": (WIDTH, ARC), "arc": (ARC + 1, ARC),
        "lab_d": (WIDTH, LABEL), "lab_h": (WIDTH, LABEL), "lab": (deprels, LABEL + 1, LABEL + 1),
    }
    out = {"case": jnp.zeros((5, WIDTH)), "name_steps": jnp.zeros((NAMES, NAMES))}
    for index, (name, shape) in enumerate(shapes.items()):
        scale = 0.0 if name in ("arc", "lab") else (1 / shape[0]) ** 0.5
        out[name] = scale * jax.random.normal(jax.random.fold_in(key, index), shape)
        if name not in ("arc", "lab"):
            out[name + "_b"] = jnp.zeros(shape[-1])
    return out


def forward(p, batch, key=None):
    """Scores: tags [B,n,T], names [B,n,7], arcs [B,n,n+1] (head 0 is the root), labels' two sides."""
    keys = [None] * 4 if key is None else list(jax.random.split(key, 4))
    h = p["heads"]
    parts = p["parts"][batch["parts"]].sum(2)
    if key is not None:
        parts = parts * jax.random.bernoulli(keys[3], 0.8, parts.shape[:2] + (1,))
    look = h["case"][batch["case"]] + jnp.einsum("bnl,bnd->bld", (batch["pool"] > 0).astype(jnp.float32), parts)
    x = minilm.encode(p["encoder"], batch["pieces"], batch["piece_mask"], keys[0], case=look)
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
    named = name_loss(p["heads"], names, batch["names"], batch["mask"])
    name = mask * batch["has_name"][:, None]
    labels = labels_at(p, lab_d, lab_h, batch["heads"])
    total = (entropy(tags, batch["tags"]) + entropy(arcs, batch["heads"]) + entropy(labels, batch["deprels"])) * tree
    return total.sum() / (tree.sum() + 1) + NAME_WEIGHT * (batch["name_weight"] * named).sum() / (name.sum() + 1)


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


# How a word is printed in each reading of a sentence.
CASES = {"rows": str, "small": str.lower, "capitals": str.upper}


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
        "parts": np.zeros((count, n, PARTS), np.int32), "name_weight": np.zeros(count, np.float32), "mask": np.zeros((count, n), bool), "has_tree": np.zeros(count, np.float32), "has_name": np.zeros(count, np.float32),
    }
    for field in ("tags", "heads", "deprels", "names"):
        b[field] = np.zeros((count, n), np.int32)
    indices = []
    for row, (index, s, ids) in enumerate(bucket):
        at, change = 1, CASES[s.get("case", "rows")]
        b["pieces"][row, 0] = pieces.cls
        for word, parts in enumerate(ids):
            b["pieces"][row, at : at + len(parts)] = parts
            b["pool"][row, word, at : at + len(parts)] = 1 / len(parts)
            b["case"][row, at : at + len(parts)] = case(change(s["forms"][word]))
            at += len(parts)
        b["pieces"][row, at] = pieces.sep
        b["piece_mask"][row, : at + 1] = True
        b["mask"][row, : len(ids)] = True
        b["parts"][row, : len(ids)] = s["rows"][:, WORDS : WORDS + PARTS]
        b["name_weight"][row] = s.get("name_weight", 0.0)
        for field, flag in (("tags", "has_tree"), ("heads", "has_tree"), ("deprels", "has_tree"), ("names", "has_name")):
            if field in s:
                b[field][row, : len(ids)] = s[field]
                b[flag][row] = 1 if flag == "has_name" else s.get("weight", 1.0)
        indices.append(index)
    b["piece_mask"][len(bucket) :, 0] = True
    return indices, b


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
    out, steps = [None] * len(sentences), np.asarray(p["heads"]["name_steps"])
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]["forms"]))
    for indices, batch in batches(sentences, pieces, order, tokens):
        tags, names, arcs, labels = (np.asarray(x) for x in run(p, {k: batch[k] for k in ("pieces", "case", "parts", "piece_mask", "pool", "mask")}))
        for row, index in enumerate(indices):
            n = len(sentences[index]["forms"])
            heads = tree(arcs[row, :n, : n + 1])
            rel = labels[row, np.arange(n), heads].argmax(-1)
            out[index] = (tags[row, :n].argmax(-1), np.array(heads), rel, best_names(names[row, :n], steps))
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


def scores(predict, trees, named, tags, deprels):
    """Prints UPOS, UAS and LAS of the sets of trees, F1 of the sets of names; every set is the gold sentences and those that `predict` reads."""
    line = []
    for name, (part, sentences) in trees.items():
        upos, uas, las = corpora.tree_scores(part, predict(sentences), tags, deprels)
        line.append(f"{name} {upos:.2f} {uas:.2f} {las:.2f}")
    for name, (part, sentences) in named.items():
        line.append(f"{name} {corpora.name_score(part, predict(sentences)):.1f}")
    print("   " + " | ".join(line), flush=True)


def evaluation(bench, program):
    """The sets that are measured on, as `scores` wants them."""
    tree_sets, name_sets = corpora.evaluation(bench)
    with_forms = lambda sets: {k: (v, [{"forms": s[0]} for s in v]) for k, v in sets.items()}
    tree_sets, name_sets = with_forms(tree_sets), with_forms(name_sets)
    for _, part in [*tree_sets.values(), *name_sets.values()]:
        rows(part, program)
    return tree_sets, name_sets


def load(path):
    data = np.load(path)
    part = lambda start: {k.split("/", 1)[1]: jnp.asarray(v) for k, v in data.items() if k.startswith(start)}
    return {"encoder": part("encoder/"), "heads": part("heads/"), "parts": jnp.asarray(data["parts"])}, list(data["tags"]), list(data["deprels"])


def save(path, p, tags, deprels):
    flat = {f"{part}/{k}": np.asarray(v) for part in ("encoder", "heads") for k, v in p[part].items()}
    np.savez(path, tags=np.array(tags), deprels=np.array(deprels), parts=np.asarray(p["parts"]), **flat)


def alone(p, pieces):
    """What the teacher makes of each word piece that stands alone, once in small letters and once with a capital: [pieces, 2 * 384]."""
    views = []
    for kind in map(case, ("word", "Word")):
        look = p["heads"]["case"][jnp.array([0, kind, 0])]
        views.append(minilm.alone(pieces, lambda ids: minilm.encode(p["encoder"], ids, jnp.ones(ids.shape, bool), case=look)[:, 1]))
    return np.concatenate(views, 1)


def main(bench, program, out, epochs=8):
    trees, named = corpora.training(bench)
    tags, deprels = inventory(trees)
    pieces = minilm.Pieces()
    gold = numbered(trees, named, tags, deprels)
    weigh(gold)
    readings = Readings(gold, [], program)
    print(len(gold), "sentences", flush=True)
    p = {"encoder": minilm.weights(), "heads": heads_init(jax.random.PRNGKey(1), len(tags), len(deprels)), "parts": jnp.zeros((PART_ROWS, WIDTH))}
    steps = epochs * sum(1 for _ in batches(gold, pieces, range(len(gold))))
    schedule = lambda top: optax.warmup_cosine_decay_schedule(0, top, steps // 20, steps)
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {"encoder": optax.adamw(schedule(2e-4), weight_decay=0.01), "heads": optax.adam(schedule(2e-3), b2=0.95), "parts": optax.adam(schedule(2e-4), b2=0.98)},
            {"encoder": "encoder", "heads": "heads", "parts": "parts"},
        ),
    )
    state = optimiser.init(p)

    def update(p, mean, state, batch, key):
        value, gradient = jax.value_and_grad(loss)(p, batch, key)
        change, state = optimiser.update(gradient, state, p)
        p = optax.apply_updates(p, change)
        return p, jax.tree.map(lambda a, b: 0.995 * a + 0.005 * b, mean, p), state, value

    step = jax.jit(update, donate_argnums=(0, 1, 2))
    mean, run = jax.tree.map(jnp.array, p), jax.jit(inference)
    tree_sets, name_sets = evaluation(bench, program)
    guess = lambda sentences: predict(mean, sentences, pieces, run)
    generator, done, began = np.random.default_rng(1), 0, time.time()
    for epoch in range(epochs):
        pool, smooth = readings([], generator), None
        for indices, batch in batches(pool, pieces, generator.permutation(len(pool))):
            p, mean, state, value = step(p, mean, state, batch, jax.random.PRNGKey(1000 + done))
            done += 1
            smooth = float(value) if smooth is None else 0.98 * smooth + 0.02 * float(value)
            if done % 50 == 0:
                print(f"step {done}/{steps} loss {smooth:.3f} {time.time()-began:.0f} s", flush=True)
        scores(guess, {k: tree_sets[k] for k in ("ewt-dev",)}, {k: name_sets[k] for k in ("uner-dev",)}, tags, deprels)
        save(out, mean, tags, deprels)
    scores(guess, tree_sets, name_sets, tags, deprels)


if __name__ == "__main__":
    main(*sys.argv[1:4], *map(int, sys.argv[4:5]))
