"""Draws what is not one digit: 200 pictures without any mark of a pen, and 200 with one that is no single digit.

make(FOLDER, seed) writes FOLDER/empty/<kind>/NN.png|jpg and FOLDER/marked/<kind>/NN.png|jpg, always the same.
"""

import os
import shutil

import cv2
import numpy as np

import empty_papers
import pen_drawings

# One of each kind has each of these sizes.
EMPTY_SIZES = [(28, 28), (64, 64), (120, 90), (200, 200), (240, 320), (480, 640), (800, 600), (1200, 900), (1600, 1200),
               (4000, 3000)]
SMALLEST_WITH_ROOM = (96, 96)
MARKED_SIZES = [(64, 64), (80, 60), (100, 100), (150, 150), (200, 150), (300, 300), (400, 300), (480, 640), (800, 600),
                (1600, 1200)]
# Larger pictures are enlarged from this.
DRAWN_SIDE = 1000


def sized(draw, random, size):
    """A picture of `size`, drawn no larger than DRAWN_SIDE."""
    factor = min(1, DRAWN_SIDE / max(size))
    width, height = (max(1, round(side * factor)) for side in size)
    picture = np.asarray(draw(random, width, height), np.float32)
    return picture if factor == 1 else cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)


def photographed(random, picture):
    """A little blur and noise."""
    if random.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), random.uniform(0.4, 0.004 * min(picture.shape[:2]) + 0.5))
    noise = random.uniform(0, 0.03) * random.standard_normal((*picture.shape[:2], 1), np.float32)
    return picture + noise


def ink(random, lines, width, height):
    """How much ink covers each pixel, 0 … 1: the drawing somewhere in the picture, as large as is usual."""
    points = np.vstack(lines)
    low, extent = points.min(0), np.ptp(points, 0)
    scale = min(random.uniform(0.4, 0.85) * min(np.array([width, height]) / extent), 0.8 * height)
    pen = max(1.6, random.uniform(0.05, 0.1) * scale * min(1, extent.max()))
    free = np.array([width, height]) - extent * scale - 2 * pen
    corner = pen + free * np.clip(random.normal(0.5, 0.15, 2), 0.05, 0.95)
    cover = np.zeros((height, width), np.uint8)
    for line in lines:
        placed = np.round(((line - low) * scale + corner) * 16).astype(np.int32)
        cv2.polylines(cover, [placed], False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
    return cv2.GaussianBlur(cover.astype(np.float32) / 255, (0, 0), 0.5)[..., None]


def marked(draw):
    papers = [empty_papers.paper, empty_papers.paper, empty_papers.uneven, empty_papers.shadow, empty_papers.ruled]
    inks = [(0.1, 0.1, 0.1), (0.5, 0.2, 0.12), (0.33, 0.3, 0.3), (0.15, 0.15, 0.65)]

    def picture(random, width, height):
        page = papers[random.integers(len(papers))](random, width, height)
        cover = ink(random, draw(random), width, height) * random.uniform(0.7, 0.97)
        # The ink lies in the same light as its page.
        brightness = np.minimum(1, page.mean(2, keepdims=True) / 0.9)
        return page * (1 - cover) + np.float32(inks[random.integers(len(inks))]) * brightness * cover

    return picture


def write(folder, number, picture, random):
    os.makedirs(folder, exist_ok=True)
    samples = np.clip(picture * 255 + 0.5, 0, 255).astype(np.uint8)
    if max(samples.shape) > 1000 or random.random() < 0.5:
        cv2.imwrite(f"{folder}/{number:02d}.jpg", samples, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(50, 95))])
    else:
        cv2.imwrite(f"{folder}/{number:02d}.png", samples)


def make(folder, seed):
    shutil.rmtree(folder, ignore_errors=True)
    for kind, draw in enumerate(empty_papers.KINDS):
        for number, size in enumerate(EMPTY_SIZES):
            random = np.random.default_rng([seed, 0, kind, number])
            size = SMALLEST_WITH_ROOM if max(size) < 64 and draw in empty_papers.NEED_ROOM else size
            picture = photographed(random, sized(draw, random, size))
            write(f"{folder}/empty/{draw.__name__}", number, picture, random)
    for kind, draw in enumerate(pen_drawings.KINDS):
        for number, size in enumerate(MARKED_SIZES * 2):
            random = np.random.default_rng([seed, 1, kind, number])
            picture = photographed(random, sized(marked(draw), random, size))
            write(f"{folder}/marked/{draw.__name__}", number, picture, random)
