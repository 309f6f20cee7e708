"""MNIST from the IDX files in $DIGITS_DATA, compressed or not."""

import gzip
import os

import numpy as np


def read_idx(name):
    path = os.path.join(os.environ["DIGITS_DATA"], name)
    opener, path = (open, path) if os.path.exists(path) else (gzip.open, path + ".gz")
    with opener(path, "rb") as file:
        data = file.read()
    shape = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def train_set():
    return read_idx("train-images-idx3-ubyte"), read_idx("train-labels-idx1-ubyte")


def test_images():
    return read_idx("t10k-images-idx3-ubyte")


def test_set():
    return test_images(), read_idx("t10k-labels-idx1-ubyte")
