"""spaCy's own small pipeline (its quick-start configuration for CPUs: hashed embeddings, a CNN of width 96 and depth 4; tagger, parser and names),
trained on the same treebanks and name sets as the shipped models, and measured beside them.

    spacy_pipeline.py train BENCH MODEL STEPS     about 70 minutes of one core for 15,000 steps
    spacy_pipeline.py measure BENCH MODEL TEXTS   prints one JSON object; TEXTS is JSON Lines with "text"
"""

import json
import random
import sys
import time
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
import corpora  # noqa: E402


def tree_doc(vocab, forms, tags, heads, deprels):
    heads = [i if h == 0 else h - 1 for i, h in enumerate(heads)]
    return Doc(vocab, words=forms, tags=tags, heads=heads, deps=["ROOT" if d == "root" else d for d in deprels])


def named_doc(vocab, forms, tags):
    return Doc(vocab, words=forms, ents=tags)


def bins(bench, folder):
    vocab = spacy.blank("en").vocab
    trees, named = corpora.training(bench)
    held, held_names = corpora.evaluation(bench)
    parts = {
        "train": [tree_doc(vocab, *s) for s in trees] + [named_doc(vocab, *s) for s in named],
        "dev": [tree_doc(vocab, *s) for s in held["ewt-dev"]] + [named_doc(vocab, *s) for s in held_names["uner-dev"]],
    }
    random.Random(1).shuffle(parts["train"])
    for name, docs in parts.items():
        DocBin(docs=docs).to_disk(folder / f"{name}.spacy")


def learn(bench, model, steps):
    model.mkdir(parents=True, exist_ok=True)
    bins(bench, model)
    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency", gpu=False, silent=True)
    config["paths"].update(train=str(model / "train.spacy"), dev=str(model / "dev.spacy"))
    config["training"].update(max_steps=steps, max_epochs=0, patience=0, eval_frequency=1000)
    config.to_disk(model / "config.cfg")
    train(model / "config.cfg", model)


def measure(bench, model, texts):
    language = spacy.load(model / "model-last")
    held, held_names = corpora.evaluation(bench)
    out = {"version": spacy.__version__}
    for part in ("ewt-test", "formal"):
        total = upos = las = 0
        for forms, tags, heads, deprels in held[part]:
            doc = language(Doc(language.vocab, words=forms))
            for token, tag, head, deprel in zip(doc, tags, heads, deprels):
                total += 1
                upos += token.tag_.split("|")[0] == tag.split("|")[0]
                mine = 0 if token.dep_ == "ROOT" else token.head.i + 1
                label = "root" if token.dep_ == "ROOT" else token.dep_
                las += mine == head and label.split(":")[0] == deprel.split(":")[0]
        out[part] = {"upos": 100 * upos / total, "las": 100 * las / total}
    for part in ("uner-test", "politics-test"):
        hit = wanted = made = 0
        for forms, tags in held_names[part]:
            doc = language(Doc(language.vocab, words=forms))
            mine, gold = {(e.start, e.end, e.label_) for e in doc.ents}, corpora.spans(tags)
            hit, wanted, made = hit + len(mine & gold), wanted + len(gold), made + len(mine)
        out[part] = {"f1": 200 * hit / (wanted + made)}
    texts = [json.loads(line)["text"] for line in open(texts, encoding="utf8")]
    started, words = time.process_time(), 0
    for doc in language.pipe(texts):
        words += sum(not token.is_space for token in doc)
    out["words_per_second"] = words / (time.process_time() - started)
    print(json.dumps(out))


if __name__ == "__main__":
    job, bench, model, last = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    if job == "train":
        learn(bench, model, int(last))
    else:
        measure(bench, model, last)
