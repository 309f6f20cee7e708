"""keras_seed.py: trains the seed network with Keras, fp32, batch 128, no augmentation; prints img/s of the second epoch."""

import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

from mnist import train_set


def seed_network(metrics=()):
    layers = keras.layers
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dropout(0.5),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "categorical_crossentropy", metrics=list(metrics))
    return model


def main():
    images, labels = train_set()
    # Arrays: fit() feeds them faster than a tf.data pipeline that shuffles and batches them.
    pixels, targets = images[..., None] / np.float32(255), keras.utils.to_categorical(labels, 10)
    model = seed_network()
    model.fit(pixels, targets, batch_size=128, epochs=1, verbose=0)  # traces the graph
    begin = time.perf_counter()
    model.fit(pixels, targets, batch_size=128, epochs=1, verbose=0)
    print(len(images) / (time.perf_counter() - begin))


if __name__ == "__main__":
    main()
