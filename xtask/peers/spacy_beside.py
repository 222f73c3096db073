"""spaCy's released English pipeline beside the package `rapporteur_record`, in one run and one process: sentences, tags, names, speed.

    spacy_beside.py BENCH [PIPELINE]     prints a table; PIPELINE is `en_core_web_sm` if nothing is said

Both read the same raw texts, on one thread. A released pipeline was trained on other data than ours, and its trees follow another scheme of
heads and labels than Universal Dependencies: so trees are held against each other by `cargo xtask bench spacy` only, which trains spaCy's
network on our data. Names are those of persons, places and organisations; kinds that only one of the two knows count for nothing.
"""

import gzip
import json
import sys
import time
from pathlib import Path

import spacy

import rapporteur_record as rr

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
import corpora  # noqa: E402

KINDS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
TEXTS = 100


def f1(pairs):
    """Of pairs of sets (found, gold)."""
    hit, made, wanted = (sum(part) for part in zip(*((len(a & b), len(a), len(b)) for a, b in pairs)))
    return 200 * hit / (made + wanted)


def placed(forms):
    """A sentence with blanks between its tokens, and where each begins and ends."""
    places, at = [], 0
    for form in forms:
        places.append((at, at + len(form)))
        at += len(form) + 1
    return " ".join(forms), places


def trimmed(text, start, end):
    """A span without the blanks at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def paragraphs(path, genres):
    """Documents of a treebank with where their sentences stand: its texts of sentences, with blanks between them, a line for each paragraph."""
    found, text, spans, wanted, joint = [], "", set(), True, ""
    for line in list(corpora.lines(path)) + ["# newdoc id = end"]:
        if line.startswith("# newdoc id"):
            if text:
                found.append((text, spans))
            text, spans, joint = "", set(), ""
            name = line.split("= ")[1]
            wanted = genres is None or name.removeprefix("GUM_").split("_")[0] in genres
        elif line.startswith("# newpar") and text:
            joint = "\n"
        elif line.startswith("# text = ") and wanted:
            text += joint
            spans.add((len(text), len(text) + len(line[9:])))
            text, joint = text + line[9:], " "
    return found


def sentences(ours, theirs, documents):
    def spans(text, found):
        return {trimmed(text, start, end) for start, end in found if text[start:end].strip()}

    mine = ((spans(text, ((s.start, s.end) for s in ours(text).sents)), gold) for text, gold in documents)
    others = ((spans(text, ((s.start_char, s.end_char) for s in theirs(text).sents)), gold) for text, gold in documents)
    return f1(mine), f1(others)


def names(ours, theirs, held):
    texts = [placed(forms) for forms, _ in held]
    gold = [{(places[a][0], places[b - 1][1], kind) for a, b, kind in corpora.spans(tags)} for (_, tags), (_, places) in zip(held, texts)]
    documents = ours.pipe([text for text, _ in texts], threads=1)
    mine = [{(n.span.start, n.span.end, n.kind) for n in document.names if n.kind in corpora.NAME_KINDS} for document in documents]
    documents = theirs.pipe([text for text, _ in texts])
    others = [{(e.start_char, e.end_char, KINDS[e.label_]) for e in document.ents if e.label_ in KINDS} for document in documents]
    return f1(zip(mine, gold)), f1(zip(others, gold))


def speed(ours, theirs, bench):
    with gzip.open(bench / "news" / "kremlin_releases.jsonl.gz", "rt", encoding="utf8") as file:
        texts = [json.loads(line)["text"] for line, _ in zip(file, range(TEXTS))]
    blank = spacy.blank("en")
    words = sum(sum(not token.is_space for token in blank(text)) for text in texts)

    def rate(work):
        began = time.process_time()
        work()
        return words / (time.process_time() - began)

    return rate(lambda: list(ours.pipe(texts, threads=1))), rate(lambda: list(theirs.pipe(texts)))


def main(bench, pipeline):
    ours, theirs = rr.load(), spacy.load(pipeline)
    trees = bench / "treebanks"
    _, held_names = corpora.evaluation(bench)
    rows = [
        ("sentences, EWT test, F1", sentences(ours, theirs, paragraphs(trees / "ewt" / "en_ewt-ud-test.conllu.gz", None))),
        ("sentences, GUM test, news, speech and interview, F1", sentences(ours, theirs, paragraphs(trees / "gum" / "en_gum-ud-test.conllu.gz", corpora.GUM_FORMAL))),
        ("names, UNER EWT test, F1", names(ours, theirs, held_names["uner-test"])),
        ("names, CrossNER politics test, F1", names(ours, theirs, held_names["politics-test"])),
        ("words a second and core, 100 releases", speed(ours, theirs, bench)),
    ]
    meta = theirs.meta
    print(f"| | rapporteur_record | {meta['lang']}_{meta['name']} {meta['version']}, spaCy {spacy.__version__} |\n|---|---|---|")
    for what, (mine, others) in rows:
        print(f"| {what} | {mine:,.1f} | {others:,.1f} |")


main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "en_core_web_sm")
