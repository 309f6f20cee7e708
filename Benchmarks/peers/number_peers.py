"""Programs that read lines of text, told to look for digits alone: PP-OCRv4 and Tesseract."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import tempfile
import time

import numpy as np
from PIL import Image, ImageOps

from number_rows import Answer, plain


def picture(path):
    """Upright, in colour; transparent parts are white."""
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            rgba = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba)
        return upright.convert("RGB")


def signs_of(alphabet):
    return "0123456789" + (".,-" if alphabet == "decimal" else "")


class PaddleOCR:
    """The recognition network of PP-OCRv4, as rapidocr-onnxruntime brings it, on the whole picture as one line. Of its
    6,623 signs only the blank, the digits and, for decimals, the separators may win in a column (CTC, greedy)."""

    name = "PP-OCRv4"
    HEIGHT = 48
    LEAST_WIDTH = 320

    def __init__(self):
        import onnxruntime
        import rapidocr_onnxruntime

        folder = rapidocr_onnxruntime.__path__[0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = f"{folder}/models/ch_PP-OCRv4_rec_infer.onnx"
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name
        signs = self.session.get_modelmeta().custom_metadata_map["character"].splitlines()
        # The network's classes: the blank, the signs, and a space.
        self.signs = ["", *signs, " "]
        self.version = "PP-OCRv4 of rapidocr-onnxruntime " + importlib.metadata.version("rapidocr-onnxruntime")

    def texts(self, paths, alphabet):
        return [self.text(path, alphabet) for path in paths]

    def text(self, path, alphabet):
        allowed = signs_of(alphabet)
        classes = [0] + [index for index, sign in enumerate(self.signs) if sign and sign in allowed]
        values = self.session.run(None, {self.input: self.tensor(picture(path))})[0][0][:, classes]
        best = values.argmax(axis=1)
        kept = [int(c) for i, c in enumerate(best) if c and (i == 0 or c != best[i - 1])]
        return "".join(self.signs[classes[c]] for c in kept)

    def tensor(self, image):
        """48 high, blue first, -1 … 1, with zeros on the right: as the project's own code makes it."""
        width = max(1, round(image.width * self.HEIGHT / image.height))
        resized = np.asarray(image.resize((width, self.HEIGHT), Image.Resampling.BILINEAR), np.float32)[:, :, ::-1]
        tensor = np.zeros((1, 3, self.HEIGHT, max(self.LEAST_WIDTH, width)), np.float32)
        tensor[0, :, :, :width] = (resized.transpose(2, 0, 1) / 255 - 0.5) / 0.5
        return tensor


class Tesseract:
    """Tesseract on one line (--psm 7), with a list of allowed signs; one process for all pictures."""

    name = "Tesseract"

    def __init__(self):
        if not shutil.which("tesseract"):
            raise FileNotFoundError("tesseract; apt-get install tesseract-ocr")
        about = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout
        self.version = about.split("\n")[0].replace("tesseract", "Tesseract")

    def texts(self, paths, alphabet):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
            names.write("".join(f"{path}\n" for path in paths))
            names.flush()
            command = ["tesseract", names.name, "-", "--psm", "7", "-c", f"tessedit_char_whitelist={signs_of(alphabet)}"]
            done = subprocess.run(command, capture_output=True, text=True, check=True,
                                  env={**os.environ, "OMP_THREAD_LIMIT": "1"})
        texts = [re.sub(r"\s+", "", page) for page in done.stdout.split("\f")]
        # Whether a separator follows the last page differs between versions.
        texts = texts[: len(paths)]
        if len(texts) != len(paths):
            raise SystemExit(f"tesseract: {len(texts)} answers to {len(paths)} pictures")
        return texts


def available():
    """The peers that are installed."""
    peers = []
    for make in (PaddleOCR, Tesseract):
        try:
            peers.append(make())
        except (ImportError, FileNotFoundError) as missing:
            print(f"{make.name} left out: {missing}", flush=True)
    return peers


def timed(peer, numbers, alphabet):
    """The peer's answers, and milliseconds for each picture, decoding included."""
    paths = [number.path for number in numbers]
    peer.texts(paths[:1], alphabet)
    begin = time.perf_counter()
    texts = peer.texts(paths, alphabet)
    milliseconds = 1000 * (time.perf_counter() - begin) / len(numbers)
    return [Answer(number, plain(text, alphabet), 0) for number, text in zip(numbers, texts)], milliseconds
