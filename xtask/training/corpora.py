"""Reading the treebanks and name sets that the models are trained on. Only sentences whose texts have an open licence are returned."""

import gzip
from pathlib import Path

# Genres of GUM whose texts may be used freely; the others (whow, fiction, essay, letter, podcast) are non-commercial.
GUM_FREE = {"news", "interview", "bio", "voyage", "academic", "court", "speech", "textbook", "vlog", "conversation"}
GUM_FORMAL = {"news", "speech", "interview"}

# Every name set is mapped to persons, places and organisations; what is none of them is outside.
NAME_KINDS = {
    "PER": "PER", "LOC": "LOC", "ORG": "ORG",
    "person": "PER", "politician": "PER", "country": "LOC", "location": "LOC", "organisation": "ORG", "politicalparty": "ORG",
    "Person": "PER", "Location": "LOC", "Organisation": "ORG",
}
NAME_TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]


def lines(path):
    with gzip.open(path, "rt", encoding="utf8") as file:
        yield from (line.rstrip("\n") for line in file)


def treebank(path, genres=None):
    """Sentences of a CoNLL-U file as (forms, "UPOS|XPOS", heads, deprels); of GUM only the genres named."""
    sentences, rows, genre = [], [], None
    for line in list(lines(path)) + [""]:
        if line.startswith("# newdoc id = GUM_"):
            genre = line.split("GUM_")[1].split("_")[0]
        elif not line and rows:
            if genres is None or genre in genres:
                forms, tags, heads, deprels = zip(*rows)
                sentences.append((list(forms), list(tags), list(heads), list(deprels)))
            rows = []
        elif line and line[0].isdigit():
            column = line.split("\t")
            if column[0].isdigit():
                rows.append((column[1], column[3] + "|" + column[4], int(column[6]), column[7]))
    return sentences


def names(path, form=0, tag=-1):
    """Sentences of a file of one token a line as (forms, name tags in BIO over PER, LOC, ORG)."""
    sentences, forms, tags = [], [], []
    for line in list(lines(path)) + [""]:
        if line.startswith("#") and "\t" not in line:
            continue
        column = line.split("\t") if "\t" in line else line.split(" ")
        if len(column) < 2 or not column[form].strip():
            if forms:
                sentences.append((forms, bio(tags)))
            forms, tags = [], []
            continue
        forms.append(column[form])
        tags.append(column[tag].strip())
    return sentences


def bio(tags):
    """Any IO or BIO tags as BIO over the three kinds."""
    out, before = [], ("O", None)
    for tag in tags:
        mark, _, kind = tag.partition("-")
        kind = NAME_KINDS.get(kind)
        if kind is None:
            out.append("O")
            before = ("O", None)
            continue
        begins = before[1] != kind or (mark == "B")
        out.append(("B-" if begins else "I-") + kind)
        before = (mark, kind)
    return out


def re3d(path):
    """re3d, for measuring only: the part of the BBC is not free, and the file does not mark it. Sentences that name the BBC are left out."""
    return [s for s in names(path) if "BBC" not in s[0]]


def training(bench):
    bench = Path(bench) / "treebanks"
    ewt = bench / "ewt" / "en_ewt-ud-train.conllu.gz"
    gum = bench / "gum" / "en_gum-ud-train.conllu.gz"
    trees = treebank(ewt) + treebank(gum, GUM_FREE)
    named = names(bench / "uner_ewt" / "en_ewt-ud-train.iob2.gz", 1, 2)
    for part in ("train", "dev"):
        named += names(bench / "crossner_politics" / f"{part}.txt.gz")
    named += names(bench / "wikigold" / "wikigold.conll.txt.gz")
    return trees, named


def development(bench):
    """The development set of EWT with its trees and names. Everything was chosen without it; the shipped network learns from it too."""
    bench = Path(bench) / "treebanks"
    return treebank(bench / "ewt" / "en_ewt-ud-dev.conllu.gz"), names(bench / "uner_ewt" / "en_ewt-ud-dev.iob2.gz", 1, 2)


def evaluation(bench):
    bench = Path(bench) / "treebanks"
    return {
        "ewt-dev": treebank(bench / "ewt" / "en_ewt-ud-dev.conllu.gz"),
        "ewt-test": treebank(bench / "ewt" / "en_ewt-ud-test.conllu.gz"),
        "gum-dev": treebank(bench / "gum" / "en_gum-ud-dev.conllu.gz"),
        "gum-test": treebank(bench / "gum" / "en_gum-ud-test.conllu.gz"),
        "formal": treebank(bench / "gum" / "en_gum-ud-dev.conllu.gz", GUM_FORMAL) + treebank(bench / "gum" / "en_gum-ud-test.conllu.gz", GUM_FORMAL),
    }, {
        "uner-dev": names(bench / "uner_ewt" / "en_ewt-ud-dev.iob2.gz", 1, 2),
        "uner-test": names(bench / "uner_ewt" / "en_ewt-ud-test.iob2.gz", 1, 2),
        "politics-test": names(bench / "crossner_politics" / "test.txt.gz"),
        "re3d-test": re3d(bench / "re3d" / "re3d-test.conll.gz"),
    }


def spans(tags):
    found, start, kind = set(), None, None
    for index, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] in "OB" or tag[2:] != kind):
            found.add((start, index, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = index, tag[2:]
    return found


def tree_scores(part, guesses, tags, deprels):
    """UPOS, UAS and LAS in hundredths; a sentence without a guess is wrong throughout. Subtypes of relations do not count."""
    plain = lambda r: r.split(":")[0]
    n = upos = uas = las = 0
    for (forms, gold_tags, gold_heads, gold_rels), g in zip(part, guesses):
        n += len(forms)
        if g is None:
            continue
        upos += sum(tags[a].split("|")[0] == b.split("|")[0] for a, b in zip(g[0], gold_tags))
        good = [a == b for a, b in zip(g[1], gold_heads)]
        uas += sum(good)
        las += sum(ok and plain(deprels[r]) == plain(b) for ok, r, b in zip(good, g[2], gold_rels))
    return 100 * upos / n, 100 * uas / n, 100 * las / n


def name_score(part, guesses):
    """F1 of exact spans of names, in hundredths."""
    hit = wanted = made = 0
    for (forms, gold), g in zip(part, guesses):
        gold = spans(gold)
        mine = spans([NAME_TAGS[i] for i in g[3]]) if g else set()
        hit, wanted, made = hit + len(gold & mine), wanted + len(gold), made + len(mine)
    return 200 * hit / (wanted + made)
