"""Images a second of ONNX Runtime through the seed network, fp32, on all cores: for several batch sizes, with one session
over all cores, and with one single-threaded session on a thread for each core. A line for each; the last word is the rate."""

import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnxruntime

import seed_onnx

CORES = os.cpu_count()
SECONDS = 0.7


def session(path, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def rate(session, batch):
    shape = (batch, *session.get_inputs()[0].shape[1:])
    images = {"pixels": np.random.default_rng(1).integers(0, 256, shape, np.uint8)}
    for _ in range(5):
        session.run(None, images)
    begin, count = time.perf_counter(), 0
    while time.perf_counter() - begin < SECONDS:
        session.run(None, images)
        count += batch
    return count / (time.perf_counter() - begin)


def rates(path, batches, pool):
    """Pairs of a name and a rate; `pool` has a thread for each core."""
    shared, own = session(path, CORES), [session(path, 1) for _ in range(CORES)]
    for batch in batches:
        yield f"one session, batch {batch}", rate(shared, batch)
        yield f"a session for each core, batch {batch}", sum(pool.map(lambda s: rate(s, batch), own))


def main():
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(CORES) as pool:
        path = f"{folder}/seed.onnx"
        seed_onnx.write(path)
        for name, result in rates(path, (16, 32, 64, 128, 256), pool):
            print(f"{name}: {result:.0f}")


if __name__ == "__main__":
    main()
