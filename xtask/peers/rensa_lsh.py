"""Groups texts with rensa's MinHash LSH: the peer of the reprint benchmark. Usage: rensa_lsh.py FILE COUNT THRESHOLD"""

import itertools
import json
import sys
import time

from rensa import RMinHash, RMinHashLSH

path, count, threshold = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
with open(path, encoding="utf8") as file:
    texts = [json.loads(line)["text"] for line in itertools.islice(file, count)]

started = time.process_time()
bands = {0.5: 32, 0.3: 64}[threshold]
index = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=bands)
sketches = []
for number, text in enumerate(texts):
    words = text.lower().split()
    sketch = RMinHash(num_perm=128, seed=42)
    sketch.update([" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))])
    sketches.append(sketch)
    index.insert(number, sketch)
parent = list(range(len(texts)))


def find(at):
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


for number, sketch in enumerate(sketches):
    for other in index.query(sketch):
        if other != number and sketch.jaccard(sketches[other]) >= threshold:
            parent[max(find(number), find(other))] = min(find(number), find(other))
seconds = time.process_time() - started
json.dump({"seconds": seconds, "labels": [find(number) for number in range(len(texts))]}, sys.stdout)
