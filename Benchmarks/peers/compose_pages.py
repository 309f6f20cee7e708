"""Composes pages of drawings of single digits, dark on light: one digit where it is hard to find, or several.

Every picture follows from the drawings, the seed, its kind and its number alone.
"""

import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from PIL import Image, ImageFilter

A4_PAGES = [(1240, 1754), (1754, 1240), (2480, 3508)]
CUTTINGS = [(400, 400), (800, 600), (600, 900)]
BOOK_PAGES = [(200, 260), (300, 300), (500, 420)]


class Drawings:
    """Drawings by digit, in FOLDER/<digit>/<file> of one or more folders."""

    MOST_OF_A_FOLDER = 60

    def __init__(self, folders):
        self.paths = {digit: [] for digit in range(10)}
        for folder in folders:
            for digit, paths in self.paths.items():
                place = f"{folder}/{digit}"
                names = sorted(os.listdir(place))[: self.MOST_OF_A_FOLDER] if os.path.isdir(place) else []
                paths += [f"{place}/{name}" for name in names]

    def missing(self):
        return [digit for digit, paths in self.paths.items() if not paths]

    def ink(self, random, digit, height):
        """How much ink of a random drawing covers each pixel, 0 … 1, cut to the ink and `height` high."""
        while True:
            path = self.paths[digit][random.integers(len(self.paths[digit]))]
            cover = 1 - np.asarray(Image.open(path).convert("RGBA").convert("L"), np.float32) / 255
            if cover.mean() > 0.5:
                cover = 1 - cover
            rows, columns = np.where(cover > 0.3)
            if len(rows) > 20:
                break
        cover = cover[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        width = max(2, round(cover.shape[1] * height / cover.shape[0]))
        enlarged = Image.fromarray((cover * 255).astype(np.uint8)).resize((width, height), Image.Resampling.LANCZOS)
        return np.asarray(enlarged, np.float32) / 255


def paper(random, width, height):
    """Light paper, a little brighter on one side, with some noise."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    slope = columns / width * random.uniform(-1, 1) + rows / height * random.uniform(-1, 1)
    page = random.uniform(205, 245) * (1 - random.uniform(0, 0.25) * slope)
    return page + random.uniform(0, 3) * random.standard_normal((height, width), dtype=np.float32)


def write(page, ink, left, top, shade):
    part = page[top : top + ink.shape[0], left : left + ink.shape[1]]
    part += ink * (shade - part)


def somewhere(random, ink, columns, rows):
    """The corner of `ink` anywhere between the first and last of `columns` and `rows`."""
    left, top = columns[0], rows[0]
    right, bottom = columns[1] - ink.shape[1], rows[1] - ink.shape[0]
    return random.integers(left, max(left + 1, right)), random.integers(top, max(top + 1, bottom))


def dark(random):
    return random.uniform(20, 90)


def one_of(random, sizes):
    return sizes[random.integers(len(sizes))]


def small_on_page(random, drawings, digit):
    """One digit of 3–8 % of the height of an A4 page."""
    width, height = one_of(random, A4_PAGES)
    page = paper(random, width, height)
    ink = drawings.ink(random, digit, max(24, round(random.uniform(0.03, 0.08) * height)))
    corner = somewhere(random, ink, (width // 10, width - width // 10), (height // 10, height - height // 10))
    write(page, ink, *corner, dark(random))
    return page


def anywhere(random, drawings, digit):
    """One digit of 10–25 % of the shorter side, up to the edges."""
    width, height = one_of(random, CUTTINGS)
    page = paper(random, width, height)
    ink = drawings.ink(random, digit, round(random.uniform(0.1, 0.25) * min(width, height)))
    write(page, ink, *somewhere(random, ink, (4, width - 4), (4, height - 4)), dark(random))
    return page


def dark_band(random, drawings, digit):
    """One digit beside a black or dark band along one edge: the fold of a book, or a scanner's lid."""
    width, height = one_of(random, BOOK_PAGES)
    page = paper(random, width, height)
    ink = drawings.ink(random, digit, round(random.uniform(0.15, 0.4) * height))
    reach, shade = round(random.uniform(0.05, 0.25) * width), random.uniform(0, 70)
    columns, rows = [4, width - 4], [4, height - 4]
    edge = random.integers(4)
    page[[np.s_[:, :reach], np.s_[:, -reach:], np.s_[:reach], np.s_[-reach:]][edge]] = shade
    [columns, rows][edge // 2][edge % 2] += -reach if edge % 2 else reach
    write(page, ink, *somewhere(random, ink, columns, rows), dark(random))
    return page


def line_of(random, drawings, digits):
    """The digits in a line, at one distance between almost touching and half their height, framed tightly or not."""
    height, distance = random.integers(60, 201), random.uniform(0.02, 0.5)
    inks = [drawings.ink(random, digit, round(height * random.uniform(0.85, 1.15))) for digit in digits]
    gap, margin = round(distance * height), round(random.uniform(0.05, 1.2) * height)
    width = sum(ink.shape[1] for ink in inks) + gap * (len(inks) - 1)
    page = paper(random, width + 2 * margin, round(1.3 * height) + 2 * margin)
    left, shade = margin, dark(random)
    for ink in inks:
        write(page, ink, left, margin + random.integers(0, round(0.1 * height) + 1), shade)
        left += ink.shape[1] + gap
    return page


def two(random, number):
    """Two digits; in every third picture one is a 1."""
    digits = random.integers(0, 10, 2)
    if number % 3 == 0:
        digits[random.integers(2)] = 1
    return digits


def row(random, number):
    return random.integers(0, 10, random.integers(3, 9))


SINGLE = [small_on_page, anywhere, dark_band]
SEVERAL = [two, row]


def compose_one(drawings, folder, seed, kind, number):
    """Writes `folder`/<kind>/<what is written>/<name>.png."""
    random = np.random.default_rng([seed, (SINGLE + SEVERAL).index(kind), number])
    digits = [number % 10] if kind in SINGLE else [int(digit) for digit in kind(random, number)]
    page = kind(random, drawings, digits[0]) if kind in SINGLE else line_of(random, drawings, digits)
    place = f"{folder}/{kind.__name__}/{''.join(map(str, digits))}"
    os.makedirs(place, exist_ok=True)
    picture = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))
    picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(0, 0.7)))
    picture.save(f"{place}/{kind.__name__}-{seed}-{number:03d}.png", compress_level=1)


def compose(drawings, folder, seeds, count):
    """`count` pictures of each kind for each seed."""
    with ProcessPoolExecutor() as workers:
        jobs = [
            workers.submit(compose_one, drawings, folder, seed, kind, number)
            for seed in seeds for kind in SINGLE + SEVERAL for number in range(count)
        ]
        for job in jobs:
            job.result()
