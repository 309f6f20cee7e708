"""Measures inference of the seed network on all cores of one process; prints a Markdown table."""

import argparse
import os
import sys

from table import alternate, print_machine, print_ratios, timed

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BASELINE = "ONNX Runtime fp32, its best"


def onnx_runtime():
    """Images a second of the best of its batch sizes and ways of threading."""
    return max(float(line.split()[-1]) for line in timed([sys.executable, f"{HERE}/onnx_inference.py"])[2].splitlines())


def digits(precision):
    def rate():
        output = timed([f"{ROOT}/.build/release/network-speed", "seed", "inference", precision])[2]
        return float(output.split()[-1])

    return rate


def main():
    parser = argparse.ArgumentParser(prog="inference", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    print_machine("onnxruntime", "numpy")
    rivals = {BASELINE: onnx_runtime, "digits fp32": digits("fp32"), "digits, the CPU's best": digits("best")}
    print_ratios("Inference of the seed network, all cores, img/s", alternate(rivals, arguments.runs), BASELINE)


main()
