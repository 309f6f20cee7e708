"""careful_pipeline.py FOLDER MODEL CSV WORKERS: OpenCV + ONNX Runtime, doing what `digits` does as nearly as Python can.

Decode to grey, search at 160 pixels, find the polarity, divide by the paper, Otsu, choose a component and the fragments
beside it, fit into 20×20, centre of mass in the middle; batches of 64 for the network. Otherwise as opencv_pipeline.py.
"""

import cv2
import numpy as np
import opencv_pipeline

SEARCH_SIDE, PAPER_SIDE = 160, 40


def resized(gray, side):
    """No larger than `side`."""
    scale = side / max(gray.shape)
    return gray if scale >= 1 else cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def contrast_of(gray):
    """0 paper … 255 no light, whatever the light and the polarity."""
    threshold, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    border = np.concatenate([gray[0], gray[-1], gray[:, 0], gray[:, -1]])
    if np.median(border) <= threshold:
        gray = cv2.bitwise_not(gray)
    small = resized(gray, PAPER_SIDE)
    reach = 2 * max(2, max(small.shape) // 8) + 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.resize(cv2.blur(closed, (5, 5)), gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.subtract(paper, gray).astype(np.float32) * 255 / np.maximum(paper, 64)


def gap(box, other):
    """Pixels between two boxes (x, y, width, height), the larger of both axes."""
    return max(
        box[0] - other[0] - other[2], other[0] - box[0] - box[2],
        box[1] - other[1] - other[3], other[1] - box[1] - box[3], 0)


def digit_ink(contrast):
    """The ink of one digit, 0 … 255, cut out; None where there is none."""
    _, mask = cv2.threshold(contrast.astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    count, labels, boxes, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return None
    height, width = contrast.shape
    off_centre = np.abs(centres / (width - 1, height - 1) - 0.5).max(axis=1)
    score = boxes[:, cv2.CC_STAT_AREA] * (1 - 1.6 * off_centre) ** 2
    main = 1 + int(score[1:].argmax())
    size = boxes[main, 2:4].max()
    parts = [
        part for part in range(1, count)
        if gap(boxes[part], boxes[main]) <= 0.4 * size and boxes[part, 4] <= 1.5 * boxes[main, 4]]
    ink = np.where(np.isin(labels, parts), contrast, 0)
    left, top = boxes[parts, 0].min(), boxes[parts, 1].min()
    right = (boxes[parts, 0] + boxes[parts, 2]).max()
    bottom = (boxes[parts, 1] + boxes[parts, 3]).max()
    ink = ink[top:bottom, left:right]
    return np.minimum(255, ink * (255 / max(np.percentile(ink[ink > 0], 90), 1))).astype(np.uint8)


def digit_image(gray):
    ink = digit_ink(contrast_of(resized(gray, SEARCH_SIDE)))
    return np.zeros((28, 28), np.uint8) if ink is None else opencv_pipeline.centred(ink)


if __name__ == "__main__":
    opencv_pipeline.main(digit_image)
