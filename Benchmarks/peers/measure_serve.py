"""Posts small PNGs to a FastAPI + ONNX Runtime service and to digits serve, in turns; prints Markdown tables."""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import urllib.error

from mnist import test_set
from services import HERE, digits_serve, fastapi, post
from table import alternate, print_machine

RESULTS = os.path.join(os.path.dirname(HERE), "results")
SAMPLE = os.path.join(os.path.dirname(os.path.dirname(HERE)), "samples", "7-felt-28-pixels.png")
BASELINE = "FastAPI + OpenCV + ONNX Runtime"


def make_inputs(count):
    """Model and images; the digits that the pipeline of the FastAPI service reads in the images, and those written."""
    folder, model, rows = f"{RESULTS}/serve/png", f"{RESULTS}/seed.onnx", f"{RESULTS}/python.csv"
    make = [sys.executable, f"{HERE}/make_images.py", f"{RESULTS}/serve", str(count), "0"]
    subprocess.run(make, check=True)
    subprocess.run([sys.executable, f"{HERE}/seed_onnx.py", model], check=True)
    pipeline = [sys.executable, f"{HERE}/opencv_pipeline.py", folder, model, rows, "1"]
    subprocess.run(pipeline, check=True, stdout=subprocess.DEVNULL)
    with open(rows, newline="") as file:
        read = {row["file"]: int(row["digit"]) for row in csv.DictReader(file)}
    paths = sorted(read)
    return model, paths, [read[path] for path in paths], test_set()[1][: len(paths)].tolist()


def check_answers(name, url, paths, expected, needed):
    """Posts each image once; the digits have to be the expected ones, in that share at least."""
    try:
        answers = [post(url, path)["digit"] for path in paths]
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{name}: {error} for an image: {error.read().decode(errors='replace')}") from None
    right = sum(answer == digit for answer, digit in zip(answers, expected)) / len(paths)
    if right < needed:
        raise SystemExit(f"{name}: {100 * right:.1f} % of the answers are as expected, {100 * needed:.0f} are needed")
    print(f"{name}: {100 * right:.1f} % of {len(paths)} answers as expected", flush=True)


def load(name, url, paths, connections, seconds):
    """Requests a second, p50 and p99 in milliseconds, as one thread of wrk sees them."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", f"{HERE}/post_images.lua", url, "--", *paths]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in output.splitlines() if line.startswith("figures "))
    requests, duration, failed, median, slow = map(float, line.split()[1:])
    if failed or not requests:
        raise SystemExit(f"{name}: {failed:.0f} of {requests:.0f} requests failed\n{output}")
    return requests / duration * 1e6, median / 1e3, slow / 1e3


def measure(title, urls, paths, arguments):
    figures = {name: [] for name in urls}

    def contestant(name):
        def run():
            figures[name].append(load(name, urls[name], paths, arguments.connections, arguments.seconds))
            return figures[name][-1][0]

        return run

    print(f"\n{title}", flush=True)
    for name, url in urls.items():
        load(name, url, paths, arguments.connections, 2)  # warms it up
    alternate({name: contestant(name) for name in urls}, arguments.runs)
    print(f"\n### {title}, {arguments.connections} connections\n")
    print(f"| | requests/s | range | × {BASELINE} | p50 ms | p99 ms |\n|---|---:|---:|---:|---:|---:|")
    reference = statistics.median(run[0] for run in figures[BASELINE])
    for name, runs in figures.items():
        rates, medians, slow = zip(*runs)
        rate = statistics.median(rates)
        print(f"| {name} | {rate:,.0f} | {min(rates):,.0f}–{max(rates):,.0f} | {rate / reference:.2f} "
              f"| {statistics.median(medians):.2f} | {statistics.median(slow):.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="serve", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10, help="how long each run is")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--images", type=int, default=200, help="how many MNIST test digits")
    parser.add_argument("--workers", type=int, default=2, help="processes of the FastAPI service")
    arguments = parser.parse_args()

    model, paths, read, written = make_inputs(arguments.images)
    print_machine("fastapi", "uvicorn", "onnxruntime", "opencv-python-headless")
    with fastapi(model, arguments.workers) as baseline, digits_serve(f"{RESULTS}/serve.log") as ours:
        # The network of the peer knows nothing, so its answers are compared with those of the same pipeline on files.
        check_answers(BASELINE, baseline, paths, read, 1)
        check_answers("digits serve", ours, paths, written, 0.98)
        urls = {BASELINE: baseline, "digits serve": ours}
        measure(f"{len(paths)} MNIST digits, PNG 28×28", urls, paths, arguments)
        measure("One PNG 28×28 over and over", urls, [SAMPLE], arguments)


main()
