"""Measures a folder of small PNGs and one of JPEG scans; prints Markdown tables."""

import argparse
import os
import statistics
import subprocess
import sys

from table import alternate, print_machine, print_ratios, timed

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(os.path.dirname(HERE), "results")
CAREFUL = "OpenCV as careful as digits, ONNX Runtime with accurate, imports left out"
BASELINE = "OpenCV + ONNX Runtime, imports left out"


def contestants(folder, count, threads, models, memory):
    """Name → function that runs once and returns files a second. Peak MB are noted in `memory`."""

    def note(name, megabytes):
        memory.setdefault(name, []).append(megabytes)

    def decode(name, workers):
        _, megabytes, output = timed([f"{RESULTS}/decode-only", folder, str(workers)])
        note(name, megabytes)
        return count / float(output)

    def python(name, whole, script="opencv_pipeline.py", model="seed.onnx"):
        seconds, megabytes, output = timed(
            [sys.executable, f"{HERE}/{script}", folder, f"{RESULTS}/{model}", f"{RESULTS}/python.csv", str(threads)])
        note(name, megabytes)
        return count / (seconds if whole else float(output))

    def digits(name, options):
        command = [os.environ["DIGITS"], "classify", folder, "-o", f"{RESULTS}/digits.csv", "--quiet", *options]
        seconds, megabytes, _ = timed(command)
        rows = sum(1 for _ in open(f"{RESULTS}/digits.csv")) - 1
        if rows != count:
            raise SystemExit(f"{name}: {rows} rows for {count} files")
        note(name, megabytes)
        return count / seconds

    def entry(function, name, argument):
        return name, lambda: function(name, argument)

    pairs = [entry(decode, f"decode only, {workers} threads", workers) for workers in sorted({1, threads})]
    pairs.append(entry(python, BASELINE, False))
    pairs.append(entry(python, "OpenCV + ONNX Runtime, whole process", True))
    pairs.append((CAREFUL, lambda: python(CAREFUL, False, "careful_pipeline.py", "accurate.onnx")))
    pairs += [
        entry(digits, f"digits, model {model or 'default'}, whole process", ["--model", model] if model else [])
        for model in models
    ]
    return dict(pairs)


def measure(title, folder, arguments):
    count = len(os.listdir(folder))
    size = sum(entry.stat().st_size for entry in os.scandir(folder)) / count / 1000
    memory = {}
    rivals = contestants(folder, count, arguments.threads, arguments.models, memory)
    print(f"\n{title}", flush=True)
    for function in rivals.values():
        function()  # warms the file cache
    results = alternate(rivals, arguments.runs)
    notes = {name: f"{max(values):,.0f} MB peak" for name, values in memory.items()}
    print_ratios(f"{title}: {count:,} files of {size:.1f} kB", results, BASELINE, notes)


def measure_cold(folder):
    """One file, a new process each time: what starting costs."""
    path = os.path.join(folder, sorted(os.listdir(folder))[0])
    runs = [timed([os.environ["DIGITS"], "classify", path])[:2] for _ in range(20)]
    milliseconds = 1000 * statistics.median(run[0] for run in runs)
    print(f"One file, cold process, median of 20: {milliseconds:.0f} ms, {max(run[1] for run in runs):.0f} MB peak")


def main():
    parser = argparse.ArgumentParser(prog="folder-to-csv", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--png", type=int, default=10_000, help="how many small PNGs")
    parser.add_argument("--jpeg", type=int, default=3_000, help="how many JPEG scans")
    parser.add_argument("--models", nargs="+", default=[""], help="digits --model; the bundled default where left out")
    arguments = parser.parse_args()

    subprocess.run(
        [sys.executable, f"{HERE}/make_images.py", RESULTS, str(arguments.png), str(arguments.jpeg)], check=True)
    subprocess.run([sys.executable, f"{HERE}/seed_onnx.py", f"{RESULTS}/seed.onnx"], check=True)
    subprocess.run(
        [os.environ["DIGITS"], "export", "accurate", "-o", f"{RESULTS}/accurate.onnx", "--force"], check=True)
    print_machine("opencv-python-headless", "onnxruntime", "numpy")
    measure("PNG 28×28", f"{RESULTS}/png", arguments)
    measure("JPEG 300×300, colour", f"{RESULTS}/jpeg", arguments)
    measure_cold(f"{RESULTS}/png")


main()
