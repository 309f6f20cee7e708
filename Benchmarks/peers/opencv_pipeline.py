"""opencv_pipeline.py FOLDER MODEL CSV WORKERS: OpenCV + ONNX Runtime, a folder to a CSV as a careful user would write it.

Decode to grey, Otsu, crop, fit into 20×20 keeping the aspect, centre of mass in the middle; batches of 64.
Threads, since OpenCV and ONNX Runtime release the interpreter's lock. Prints the seconds after the imports.
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import onnxruntime

BATCH = 64


def digit_image(gray):
    _, ink = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if 2 * cv2.countNonZero(ink) > ink.size:  # ink is the minority
        ink = cv2.bitwise_not(ink)
    x, y, width, height = cv2.boundingRect(ink)
    return centred(ink[y : y + height, x : x + width]) if width else np.zeros((28, 28), np.uint8)


def centred(ink):
    """The ink of a digit, cut out: fitted into 20×20, its centre of mass in the middle of 28×28."""
    result = np.zeros((28, 28), np.uint8)
    scale = 20 / max(ink.shape)
    size = tuple(max(1, round(side * scale)) for side in ink.shape[::-1])
    fitted = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)
    moments = cv2.moments(fitted)
    mass = max(moments["m00"], 1)
    left = min(max(round(13.5 - moments["m10"] / mass), 0), 28 - size[0])
    top = min(max(round(13.5 - moments["m01"] / mass), 0), 28 - size[1])
    result[top : top + size[1], left : left + size[0]] = fitted
    return result


def classify(session, digit_image, paths):
    batch = np.stack([digit_image(cv2.imread(path, cv2.IMREAD_GRAYSCALE)) for path in paths])
    probabilities = session.run(["probabilities"], {"pixels": batch})[0]
    return zip(paths, probabilities.argmax(1), probabilities.max(1))


def one_thread_session(model):
    cv2.setNumThreads(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def main(digit_image):
    folder, model, csv, workers = *sys.argv[1:4], int(sys.argv[4])
    begin = time.perf_counter()
    session = one_thread_session(model)
    paths = [f"{folder}/{name}" for name in sorted(os.listdir(folder))]
    batches = [paths[i : i + BATCH] for i in range(0, len(paths), BATCH)]
    with open(csv, "w") as file, ThreadPoolExecutor(workers) as pool:
        file.write("file,digit,confidence\n")
        for rows in pool.map(lambda batch: classify(session, digit_image, batch), batches):
            file.writelines(f"{path},{digit},{confidence:.4f}\n" for path, digit, confidence in rows)
    print(time.perf_counter() - begin)


if __name__ == "__main__":
    main(digit_image)
