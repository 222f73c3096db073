"""Brings a trained student to bytes: one file a tensor, which `xtask train pack` puts into a model file.

    export.py STUDENT.npz OUT_FOLDER
"""

import sys
from pathlib import Path

import numpy as np


def bytes_of(w, axis):
    """Signed bytes with one scale along the other axis, as the student was trained with."""
    scale = np.abs(w).max(axis, keepdims=True) / 127 + 1e-12
    return np.clip(np.round(w / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def main(student, out):
    p = dict(np.load(student))
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    put = lambda name, array: (out / name).write_bytes(np.ascontiguousarray(array).tobytes())

    def matrix(name, w, axis):
        values, scale = bytes_of(w, axis)
        put(name, values)
        put(name + ".scale", scale)

    matrix("words", p["word"], 1)
    matrix("parts", p["part"], 1)
    matrix("pieces", p["table"] @ p["static"], 1)
    put("input.bias", p["input_b"])
    for layer in range(2):
        for way, name in (("f", "forward"), ("b", "backward")):
            matrix(f"layer{layer}.{name}.input", p[f"x{layer}{way}"], 0)
            matrix(f"layer{layer}.{name}.recurrent", p[f"h{layer}{way}"], 0)
            put(f"layer{layer}.{name}.bias", p[f"b{layer}{way}"])
    heads = ["tag", "name", "query", "key", "dep", "head"]
    matrix("heads", np.concatenate([p[h] for h in heads], 1), 0)
    put("heads.bias", np.concatenate([p.get(h + "_b", np.zeros(p[h].shape[1], np.float32)) for h in heads]))
    put("root", np.concatenate([p["key_root"], p["head_root"]]))
    put("label", p["label"])
    put("label.bias", p["label_b"])
    put("distance", p["distance"])
    put("names.steps", p["name_steps"])
    (out / "tags").write_text("\n".join(p["tags"]) + "\n")
    (out / "relations").write_text("\n".join(p["deprels"]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
