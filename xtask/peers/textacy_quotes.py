"""Quotations as textacy finds them, over spaCy's pipeline trained by spacy_pipeline.py: predictions in the scorer's format.

    textacy_quotes.py MODEL GOLD > predictions.jsonl
"""

import gzip
import json
import sys
import time

import spacy
from textacy.extract import direct_quotations as quotes

language = spacy.load(sys.argv[1] + "/model-last")
language.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize()
seconds = 0.0
for line in gzip.open(sys.argv[2], "rt", encoding="utf8"):
    report = json.loads(line)
    started = time.process_time()
    doc = language(report["text"])
    for token in doc:
        token.pos_ = token.tag_.split("|")[0]
    found = []
    try:
        for quote in quotes(doc):
            source = [[token.idx, token.idx + len(token)] for token in quote.speaker]
            found.append({"content": [[quote.content.start_char, quote.content.end_char]], "source": source})
    except ValueError:
        pass  # textacy gives nothing for a report whose marks do not balance
    seconds += time.process_time() - started
    print(json.dumps({"id": report["id"], "statements": found}))
print(f"{seconds:.1f} s", file=sys.stderr)
