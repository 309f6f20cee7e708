"""Measures training of the seed network on MNIST, start-up left out of every figure; prints a Markdown table."""

import argparse
import os
import sys

from table import alternate, print_machine, print_ratios, timed

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(os.path.dirname(HERE), "results")
BASELINE = "Keras fp32, no augmentation"
BATCH = 128
# What does not fill a batch waits for the next epoch.
IMAGES = 60_000 // BATCH * BATCH


def peer(script):
    """Images a second that `script` prints."""
    return lambda: float(timed([sys.executable, f"{HERE}/{script}"])[2])


def digits(epochs, *options):
    """Images a second of the epochs after the first: the whole process with `epochs`, less the whole process with one.
    So loading, start-up and the final evaluation, if any, cancel out."""

    def seconds(count):
        command = [os.environ["DIGITS"], "train", "mnist", "--network", "seed", "--batch-size", str(BATCH),
                   "--epochs", str(count)]
        return timed([*command, "-o", f"{RESULTS}/trained.safetensors", "--force", *options])[0]

    def rate():
        short, long = seconds(1), seconds(epochs)
        if long <= short:
            raise SystemExit(f"{epochs} epochs took {long:.2f} s and one {short:.2f} s: did digits train at all?")
        return (epochs - 1) * IMAGES / (long - short)

    return rate


def main():
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=3, help="epochs of the longer digits run, at least 2")
    arguments = parser.parse_args()
    if arguments.epochs < 2:
        parser.error("--epochs must be at least 2")

    rivals = {BASELINE: peer("keras_seed.py"), "PyTorch fp32, channels-last, no augmentation": peer("torch_seed.py")}
    for precision in ("fp32", "bf16"):
        options = ("--precision", precision)
        rivals[f"digits {precision}, default augmentation"] = digits(arguments.epochs, *options)
        rivals[f"digits {precision}, no augmentation"] = digits(arguments.epochs, *options, "--no-augmentation")
    print_machine("keras", "tensorflow-cpu" if sys.platform == "linux" else "tensorflow", "torch", "numpy")
    print_ratios("Training the seed network, img/s", alternate(rivals, arguments.runs), BASELINE)


main()
