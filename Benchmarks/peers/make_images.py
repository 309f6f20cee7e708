"""Draws the folders to read: MNIST test digits as small PNGs, and on uneven, noisy paper as colour JPEGs."""

import os
import sys

import cv2
import numpy as np

from mnist import test_images


def write_png(folder, images):
    for index, image in enumerate(images):
        cv2.imwrite(f"{folder}/{index:05d}.png", image)


def scan(image, random):
    """A 300×300 BGR photo of one digit: dark ink on paper with a gradient of light and grain."""
    side = int(random.integers(150, 240))
    x, y = random.integers(20, 280 - side, 2)
    ink = np.zeros((300, 300), np.float32)
    ink[y : y + side, x : x + side] = cv2.resize(image, (side, side), interpolation=cv2.INTER_CUBIC) / 255.0
    ink = cv2.GaussianBlur((ink > 0.5).astype(np.float32), (0, 0), 1.2)[..., None]
    paper = random.uniform([175, 195, 205], [225, 235, 245])
    pen = random.uniform([50, 30, 20], [120, 60, 50])
    rows, columns = np.mgrid[0:300, 0:300] / 300 - 0.5
    angle = random.uniform(0, 2 * np.pi)
    light = 1 + random.uniform(0.05, 0.3) * (rows * np.sin(angle) + columns * np.cos(angle))
    grain = random.normal(0, 4.5, (300, 300, 1))
    return np.clip((paper * (1 - ink) + pen * ink) * light[..., None] + grain, 0, 255).astype(np.uint8)


def write_jpeg(folder, images):
    for index, image in enumerate(images):
        picture = scan(image, np.random.default_rng(index))
        cv2.imwrite(f"{folder}/{index:05d}.jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])


def make(folder, writer, count):
    """Does nothing where the folder already holds `count` files."""
    os.makedirs(folder, exist_ok=True)
    if len(os.listdir(folder)) != count:
        for name in os.listdir(folder):
            os.remove(f"{folder}/{name}")
        writer(folder, test_images()[:count])


if __name__ == "__main__":
    results, png_count, jpeg_count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    make(f"{results}/png", write_png, png_count)
    make(f"{results}/jpeg", write_jpeg, jpeg_count)
