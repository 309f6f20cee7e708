"""Images a second of both runtimes, in fp32 on all cores."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from program import ROOT, network_speed

sys.path.insert(0, str(ROOT / "Benchmarks/peers"))
import onnx_inference  # noqa: E402

BATCHES = (1, 32)
ROUNDS = 3


def rates(onnx_file, tensor_file):
    """The best of ONNX Runtime, with one session over all cores or a session for each; and that of digits."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runtime = max(rate for _, rate in onnx_inference.rates(str(onnx_file), BATCHES, pool))
    return runtime, float(network_speed(tensor_file, "inference", "fp32", ROUNDS).split()[-1])
