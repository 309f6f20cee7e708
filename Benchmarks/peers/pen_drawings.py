"""What a pen draws that is not one digit: lists of polylines, about one unit tall, y down."""

import numpy as np

# Strokes are separated by bars; a point is a column 0 … 6 and a row 0 … 9; ~ begins a curve. No letter that could be a
# digit.
CAPITALS = {
    "A": "09 30 69|15 55", "E": "60 00 09 69|04 54", "F": "60 00 09|04 54", "H": "00 09|60 69|04 64",
    "K": "00 09|60 05|24 69", "M": "09 00 36 60 69", "N": "09 00 69 60", "P": "09 00|~00 50 62 45 05",
    "R": "09 00|~00 50 62 45 05|25 69", "V": "00 39 60", "W": "00 19 34 59 60", "X": "00 69|60 09",
}
SMALL_LETTERS = {
    "d": "60 69|~64 33 06 29 67", "e": "~06 66 54 33 05 08 39 67", "h": "00 09|~05 23 44 65 69", "k": "00 09|53 06|26 69",
    "m": "03 09|~05 13 24 35 39|~35 43 54 65 69", "v": "03 39 63", "w": "03 19 35 59 63", "x": "03 69|63 09",
}
DIGITS = {
    "0": "~30 12 05 17 39 57 65 51 30", "1": "12 30 39", "2": "~02 10 41 53 26 09|09 69", "3": "~00 40 52 24|~24 56 48 09",
    "4": "40 06 66|43 49", "5": "60 10 04|~04 45 67 39 08", "6": "~50 12 06 29 57 45 06", "7": "00 60 29",
    "8": "~61 30 02 35 67 39 07 35 61", "9": "~62 30 03 35 62|62 59",
}


def curve(points):
    """A Catmull–Rom spline through all points."""
    padded = np.vstack([points[:1], points, points[-1:]])
    share = np.linspace(0, 1, 12, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:]):
        parts.append(b + 0.5 * share * ((c - a) + share * ((2 * a - 5 * b + 4 * c - d) + share * (3 * b - a - 3 * c + d))))
    return np.vstack([*parts, points[-1:]])


def glyph(random, strokes):
    """A glyph as a hand writes it: every point a little off."""
    lines = []
    for stroke in strokes.split("|"):
        is_curved = stroke.startswith("~")
        points = np.array([[int(p[0]), int(p[1])] for p in stroke.lstrip("~").split()]) / [9, 9]
        points += random.normal(0, 0.015, points.shape)
        lines.append(curve(points) if is_curved else points)
    return lines


def shaped(random, lines, slant):
    """Slanted, turned and stretched."""
    turn = random.normal(0, 0.08)
    matrix = np.array([[random.uniform(0.8, 1.2), -slant - turn], [turn, 1]])
    return [(line - [0.33, 0.5]) @ matrix.T for line in lines]


def text(random, glyphs, count, slant):
    """`count` different glyphs in a row, apart from each other."""
    lines, left = [], 0
    for name in random.choice(sorted(glyphs), count, replace=False):
        lines += [line + [left, random.normal(0, 0.03)] for line in glyph(random, glyphs[name])]
        left += 0.7 + random.uniform(0.15, 0.3)
    return shaped(random, lines, slant)


def capital(random):
    return text(random, CAPITALS, 1, random.normal(0.05, 0.08))


def small_letter(random):
    return text(random, SMALL_LETTERS, 1, random.normal(0.05, 0.08))


def slanted_letter(random):
    return text(random, CAPITALS, 1, random.uniform(0.25, 0.45))


def word(random):
    return text(random, {**CAPITALS, **SMALL_LETTERS}, random.integers(3, 6), random.normal(0.1, 0.1))


def two_digits(random):
    return text(random, DIGITS, 2, random.normal(0.1, 0.08))


def three_digits(random):
    return text(random, DIGITS, 3, random.normal(0.1, 0.08))


def scribble(random):
    """Many loops, or to and fro."""
    if random.random() < 0.5:
        return [curve(random.uniform(0, 1, (random.integers(28, 50), 2)))]
    count = random.integers(8, 16)
    points = np.column_stack([np.linspace(0, 1, count), np.arange(count) % 2]) + random.normal(0, 0.06, (count, 2))
    return shaped(random, [curve(points)], random.normal(0, 0.4))


def digit_and_middle(random):
    lines = shaped(random, glyph(random, DIGITS[str(random.integers(10))]), random.normal(0.1, 0.08))
    points = np.vstack(lines)
    return lines, (points.min(0) + points.max(0)) / 2


def crossed_out(random):
    """A digit under a cross, or three strokes."""
    lines, middle = digit_and_middle(random)
    angles = [0.8, -0.8] if random.random() < 0.5 else [0.4, 0.4, 0.4]
    for number, angle in enumerate(angles):
        angle += random.normal(0, 0.12)
        offset = [0, (number - 1) * 0.25] if len(angles) == 3 else [0, 0]
        reach = random.uniform(0.65, 0.85) * np.array([np.cos(angle), np.sin(angle)])
        lines.append(np.array([middle - reach, middle + reach]) + offset + random.normal(0, 0.02, (2, 2)))
    return lines


def blotted_out(random):
    """A digit under a zigzag."""
    lines, middle = digit_and_middle(random)
    count = random.integers(7, 12)
    zigzag = np.column_stack([0.8 * (np.arange(count) % 2) - 0.4, np.linspace(-0.5, 0.5, count)])
    return [*lines, zigzag + middle + random.normal(0, 0.04, zigzag.shape)]


def ellipse(center, radii, start=0.0, end=2 * np.pi):
    angles = np.linspace(start, end, 40)
    return center + np.column_stack([np.cos(angles), np.sin(angles)]) * radii


def doodle(random):
    """A face, a house, an arrow, a star, a tree or a flower."""
    angles = np.arange(6) * 0.8 * np.pi
    star = np.column_stack([np.sin(angles), -np.cos(angles)]) / 2
    petals = [ellipse([0.28 * np.cos(a), 0.28 * np.sin(a)], [0.14, 0.14]) for a in np.arange(6) * np.pi / 3]
    eyes = [ellipse([x, -0.15], [0.05, 0.07]) for x in (-0.2, 0.2)]
    house = [[-0.4, -0.1], [-0.4, 0.5], [0.4, 0.5], [0.4, -0.1], [-0.4, -0.1], [0, -0.5], [0.4, -0.1]]
    drawings = [
        [ellipse([0, 0], [0.5, 0.5]), *eyes, ellipse([0, 0.05], [0.28, 0.25], 0.4, np.pi - 0.4)],
        [np.array(house), np.array([[-0.1, 0.5], [-0.1, 0.2], [0.1, 0.2], [0.1, 0.5]])],
        [np.array([[-0.7, 0], [0.7, 0]]), np.array([[0.4, -0.3], [0.7, 0], [0.4, 0.3]])],
        [star],
        [np.array([[0, 0.5], [0, -0.5]]), *(np.array([[-w, y + 0.2], [0, y], [w, y + 0.2]]) for w, y in
                                             [(0.2, -0.5), (0.3, -0.3), (0.4, -0.1)])],
        [*petals, ellipse([0, 0], [0.14, 0.14])],
    ]
    lines = drawings[random.integers(len(drawings))]
    return [line + random.normal(0, 0.008, line.shape) for line in lines]


KINDS = [capital, small_letter, slanted_letter, word, scribble, crossed_out, blotted_out, two_digits, three_digits, doodle]
