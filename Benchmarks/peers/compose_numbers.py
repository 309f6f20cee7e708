"""Composes pictures of numbers from MNIST's test digits, whose writers no training has seen, each in one hand."""

import gzip
import os

import numpy as np
from PIL import Image, ImageFilter

from compose_pages import dark, paper, write
from mnist import test_set

LEAST_DIGITS = 6


class Hands:
    """The test digits by writer and label. Without QMNIST's table of writers every digit is a hand of its own."""

    def __init__(self):
        images, labels = test_set()
        self.images = images
        writers = self.writers(len(labels))
        self.by_writer = {}
        for index, label in enumerate(labels):
            self.by_writer.setdefault(writers[index], {}).setdefault(int(label), []).append(index)
        self.by_label = {digit: np.flatnonzero(labels == digit) for digit in range(10)}
        # Those with few different digits would lend most of them from others.
        self.names = sorted(name for name, own in self.by_writer.items() if len(own) >= LEAST_DIGITS) or [None]

    @staticmethod
    def writers(count):
        path = os.path.join(os.environ["DIGITS_DATA"], "qmnist-test-labels.tsv")
        if os.path.exists(path):
            lines = open(path, encoding="ascii").read().splitlines()
        elif os.path.exists(path + ".gz"):
            lines = gzip.open(path + ".gz", "rt", encoding="ascii").read().splitlines()
        else:
            return list(range(count))
        # The first 10,000 of QMNIST's 60,000 test digits are MNIST's.
        return [tuple(line.split("\t")[1:3]) for line in lines[:count]]

    def ink(self, random, writer, digit, height):
        """How much ink covers each pixel, 0 … 1, cut to the ink and about `height` high."""
        own = self.by_writer.get(writer, {}).get(digit)
        indices = own if own else self.by_label[digit]
        cover = self.images[indices[random.integers(len(indices))]]
        rows, columns = np.where(cover > 60)
        cover = cover[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        scale = height / max(cover.shape[0], 0.7 * cover.shape[1])
        size = (max(2, round(cover.shape[1] * scale)), max(2, round(cover.shape[0] * scale)))
        return np.asarray(Image.fromarray(cover).resize(size, Image.Resampling.BICUBIC), np.float32) / 255


def compose(hands, seed, number, text, path):
    """Writes a picture of `text`, which follows from the seed and the picture's number."""
    random = np.random.default_rng([seed, number])
    writer = hands.names[random.integers(len(hands.names))]
    height, gap, shade = random.integers(28, 70), random.uniform(0.02, 0.35), dark(random)
    inks = [hands.ink(random, writer, int(digit), height * random.uniform(0.92, 1.08)) for digit in text]
    steps = [max(2, round(height * (gap + random.uniform(-0.04, 0.04)))) for _ in inks]
    margin = round(random.uniform(0.3, 0.9) * height)
    page = paper(random, sum(ink.shape[1] for ink in inks) + sum(steps) + 2 * margin, round(1.25 * height) + 2 * margin)
    left, foot = margin, margin + round(1.15 * height)
    for ink, step in zip(inks, steps):
        write(page, ink, left, foot - ink.shape[0] - random.integers(0, max(1, round(0.07 * height))), shade)
        left += ink.shape[1] + step
    picture = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))
    picture.filter(ImageFilter.GaussianBlur(random.uniform(0, 0.7))).save(path, compress_level=1)
