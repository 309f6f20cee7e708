"""keras_to_accuracy.py EPOCHS TARGET…: trains the seed network with Keras, fp32, batch 128, no augmentation; prints the
seconds since the process began, evaluations left out, until each accuracy (in per cent) was reached on the test set."""

import os
import sys
import time

begin = time.perf_counter()
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

from keras_seed import seed_network
from mnist import test_set, train_set

epochs, targets = int(sys.argv[1]), [float(target) for target in sys.argv[2:]]


def arrays(images, labels):
    return images[..., None] / np.float32(255), keras.utils.to_categorical(labels, 10)


pixels, answers = arrays(*train_set())
model = seed_network(["accuracy"])
reached, evaluating, best = {}, 0.0, 0.0
for epoch in range(epochs):
    model.fit(pixels, answers, batch_size=128, epochs=1, verbose=0)
    pause = time.perf_counter()
    best = max(best, 100 * model.evaluate(*arrays(*test_set()), batch_size=1024, verbose=0)[1])
    evaluating += time.perf_counter() - pause
    for target in targets:
        if best >= target:
            reached.setdefault(target, time.perf_counter() - begin - evaluating)
    if len(reached) == len(targets):
        break
for target in targets:
    seconds = f"{reached[target]:.1f}" if target in reached else f"not in {epochs} epochs (best {best:.2f} %)"
    print(f"| {target} % | {seconds} |")
