"""The Python of docs/MODEL-FILES.md."""

import re
import shutil
import sys

from program import ROOT, run


def run_all(folder):
    """What each piece prints, as lines, when it is run in `folder`."""
    text = (ROOT / "docs/MODEL-FILES.md").read_text(encoding="utf-8")
    pieces = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [run(sys.executable, "-c", piece, cwd=folder).decode().splitlines() for piece in pieces]


def check(onnx_file, tensor_file, pixels):
    """The first piece reads digits with fast.onnx, the second lists the layers and tensors of fast.safetensors."""
    folder = onnx_file.parent / "documented"
    folder.mkdir()
    shutil.copy(onnx_file, folder / "fast.onnx")
    shutil.copy(tensor_file, folder / "fast.safetensors")
    shutil.copytree(pixels, folder / "pixels")
    read, layers = run_all(folder)
    # The samples are called by their digits.
    right = sum(line.split("-")[1] == line.split()[1] for line in read)
    if len(read) != len(list(pixels.iterdir())) or right < 0.9 * len(read) or layers[-1].count("(11") != 2:
        raise SystemExit(f"check-export: the Python of docs/MODEL-FILES.md prints\n{read}\n{layers}")
