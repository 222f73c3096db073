"""What the teacher and the network do alike with names: which tags may follow which, other names in a name's place, rows of features.

A name is learned from its sentence and its letters, so the training shows each sentence with many.
"""

import json
import subprocess
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

import corpora

# How many rows of each table a token adds up: of words, of parts of words and hints, of word pieces.
WORDS, PARTS, PIECES = 2, 8, 8

# Name tags: outside, and begin and inside of three kinds. The inside of a kind follows only that kind.
NAMES = len(corpora.NAME_TAGS)
ALLOWED = np.array([[to == 0 or to % 2 == 1 or to in (before, before + 1) and before > 0 for to in range(NAMES)] for before in range(NAMES)])

# Where the lists of known names lie.
LISTS = Path(__file__).parents[2] / "crates" / "rapporteur-data" / "languages" / "en"

# How often a training sentence is read in small letters, as people write in haste, or in capitals, as headlines are printed.
SMALL, CAPITALS = 0.06, 0.03

# How often a sentence whose names are gold is read with other names in their places.
EXCHANGED = 0.4

# What a name weighs beside tags and trees; and beside one of UNER, one of the other sets and one that only the teacher saw. The sets
# disagree on what a restaurant or a stadium is.
NAME_WEIGHT, OTHER, TAUGHT = 2.5, 0.6, 0.5


def rows(sentences, program, field="rows", change=str):
    """Gives every sentence the features of its tokens as rows of numbers, made by the program that is shipped: `s[field]` [n, 18]."""
    lines = "\n".join(json.dumps([change(form) for form in s["forms"]]) for s in sentences) + "\n"
    data = subprocess.run([program, "train", "features"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    width = WORDS + PARTS + PIECES
    table = np.frombuffer(data, "<i4").reshape(-1, width)
    start = 0
    for s in sentences:
        s[field] = table[start : start + len(s["forms"])]
        start += len(s["forms"])


def known_names(folder):
    """The known names of one kind and number of words, as tuples of words: `names[kind][words]`. A name with marks in it is left out."""
    names = {kind: {1: [], 2: [], 3: []} for kind in ("city", "country", "organisation", "given", "family")}
    for file in ("names.tsv", "gazetteer.tsv"):
        for line in open(Path(folder) / file, encoding="utf8"):
            kind, _, name = line.rstrip("\n").partition("\t")
            words = tuple(name.split(" "))
            if kind in names and len(words) in names[kind] and all(word.isalpha() for word in words):
                names[kind][len(words)].append(words)
    return names


class Exchange:
    """Other names in the places of a sentence's own, of the same kind and as many words (Dai and Adel 2020): half of them from the training
    sentences, half from the lists of known names. Most names that a reader meets stand in no training sentence."""

    def __init__(self, sentences, known):
        self.seen = {}
        for s in sentences:
            for start, end, kind in self.spans(s):
                self.seen.setdefault((kind, end - start), set()).add(tuple(s["forms"][start:end]))
        self.seen = {key: sorted(names) for key, names in self.seen.items()}
        place = {n: known["city"][n] + 4 * known["country"][n] for n in (1, 2, 3)}
        self.known = {("LOC", n): place[n] for n in place} | {("ORG", n): known["organisation"][n] for n in (1, 2, 3)}
        self.given, self.family = known["given"][1], known["family"][1]

    @staticmethod
    def spans(s):
        return sorted(corpora.spans([corpora.NAME_TAGS[i] for i in s["names"]]))

    def another(self, kind, words, generator):
        pick = lambda names: names[generator.integers(len(names))]
        known = self.known.get((kind, words))
        if generator.random() < 0.5 and (known or kind == "PER" and words < 3):
            if kind == "PER":
                return pick(self.given) + pick(self.family) if words == 2 else pick(self.given if generator.random() < 0.6 else self.family)
            return pick(known)
        return pick(self.seen[kind, words])

    def __call__(self, s, generator):
        forms = list(s["forms"])
        for start, end, kind in self.spans(s):
            if generator.random() < 0.6:
                own = "".join(forms[start:end])
                change = str.lower if own.islower() else str.upper if own.isupper() and len(own) > 4 else str
                forms[start:end] = [change(word) for word in self.another(kind, end - start, generator)]
        return s | {"forms": forms}


def name_loss(p, scores, names, mask):
    """Negative log-likelihood of each sequence of name tags (Lafferty et al. 2001); before the first word stands the outside."""
    steps = jnp.where(ALLOWED, p["name_steps"], -1e4)
    before = jnp.concatenate([jnp.zeros_like(names[:, :1]), names[:, :-1]], 1)
    gold = jnp.take_along_axis(scores, names[..., None], -1)[..., 0] + steps[before, names]

    def advance(all_ways, inputs):
        here, valid = inputs
        further = jax.nn.logsumexp(all_ways[:, :, None] + steps, 1) + here
        return jnp.where(valid[:, None], further, all_ways), None

    start = steps[0] + scores[:, 0]
    all_ways, _ = jax.lax.scan(advance, start, (scores[:, 1:].transpose(1, 0, 2), mask[:, 1:].T))
    return jax.nn.logsumexp(all_ways, -1) * mask[:, 0] - (gold * mask).sum(1)


def best_names(scores, steps):
    """The likeliest sequence of name tags of a sentence (Viterbi 1967)."""
    steps = np.where(ALLOWED, steps, -1e4)
    ways, back = steps[0] + scores[0], []
    for here in scores[1:]:
        total = ways[:, None] + steps
        back.append(total.argmax(0))
        ways = total.max(0) + here
    tags = [int(ways.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return np.array(tags[::-1])


def weigh(sentences):
    """What the names of gold sentences weigh. UNER's stand on sentences that have trees."""
    for s in sentences:
        if "names" in s:
            s["name_weight"] = 1.0 if "tags" in s else OTHER


class Readings:
    """How the sentences are read in one epoch: some in small letters or in capitals, many with other names."""

    def __init__(self, gold, others, program):
        self.gold, self.program = gold, program
        for field, change in (("rows", str), ("small", str.lower), ("capitals", str.upper)):
            rows(gold + others, program, field, change)
        self.exchange = Exchange([s for s in gold if s.get("name_weight", 0) > TAUGHT], known_names(LISTS))

    def __call__(self, others, generator):
        pool = self.gold + others
        cases = generator.choice(["rows", "small", "capitals"], len(pool), p=[1 - SMALL - CAPITALS, SMALL, CAPITALS])
        # What is written so teaches names only: it would blur which nouns have capitals.
        pool = [s if case == "rows" else s | {"rows": s[case], "weight": 0.0, "case": case} for s, case in zip(pool, cases)]
        places = [at for at, s in enumerate(self.gold) if pool[at] is s and s.get("name_weight", 0) > TAUGHT and generator.random() < EXCHANGED]
        exchanged = [self.exchange(self.gold[at], generator) for at in places]
        rows(exchanged, self.program)
        for at, s in zip(places, exchanged):
            pool[at] = s
        return pool
