"""Measures the seconds from the start of a process until it has trained a network to an accuracy on MNIST's test set.

For digits: one run of `digits train` with a fixed schedule, loading and writing included; its accuracy is that of the
file it wrote, the last epoch's. Several seeds, all shown. For Keras: the seed network, which trains until an epoch has
reached the accuracy; the time its evaluations take is left out.
"""

import argparse
import json
import os
import statistics
import sys

from table import print_machine, timed

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(os.path.dirname(HERE), "results")
# Per cent, and how digits gets there: chosen on held-out writers, before the test set was read.
SCHEDULES = {
    99.0: "--network fast --epochs 1 --schedule one-cycle --learning-rate 0.02",
    99.5: "--network fast --epochs 30",
}


def digits(options, seed):
    """(seconds, accuracy in per cent) of one training."""
    model, report = f"{RESULTS}/timed.safetensors", f"{RESULTS}/timed.json"
    seconds = timed([os.environ["DIGITS"], "train", "mnist", "--seed", str(seed), "-o", model, "--force", *options.split()])[0]
    timed([os.environ["DIGITS"], "evaluate", "mnist", "--model", model, "--json", report])
    with open(report) as file:
        return seconds, 100 * json.load(file)["accuracy"]


def main():
    parser = argparse.ArgumentParser(prog="time-to-accuracy", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--keras-epochs", type=int, default=12, help="when Keras gives up")
    arguments = parser.parse_args()
    print_machine("keras", "tensorflow-cpu" if sys.platform == "linux" else "tensorflow", "numpy")

    print("\n| digits train mnist … | seed | seconds | accuracy, % |\n|---|---:|---:|---:|")
    for target, options in SCHEDULES.items():
        results = []
        for seed in range(1, arguments.seeds + 1):
            results.append(digits(options, seed))
            print(f"| `{options}` | {seed} | {results[-1][0]:.1f} | {results[-1][1]:.2f} |", flush=True)
        seconds, accuracies = zip(*results)
        print(f"| **{target} %**: median, mean | | **{statistics.median(seconds):.1f}** | "
              f"**{statistics.mean(accuracies):.2f}** |", flush=True)

    output = timed([sys.executable, f"{HERE}/keras_to_accuracy.py", str(arguments.keras_epochs),
                    *map(str, SCHEDULES)])[2]
    print("\n| Keras, seed network | seconds |\n|---|---|")
    print(output, end="")


main()
