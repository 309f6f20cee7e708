"""Classifies very many small PNGs, in one folder, in folders of 1,000, and from a list of paths. Fails unless each file has
its row, in order and with the right digit, within 250 MB and 1.2 times the memory that 10,000 files take."""

import argparse
import csv
import os
import platform
import shutil
import subprocess
import time

from million_files import Layout
from table import print_machine

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(os.path.dirname(os.path.dirname(HERE)), "samples")
WORK = os.path.join(os.path.dirname(HERE), "results", "million-files")
CSV = f"{WORK}/rows.csv"
# The first network is sure of the first three, the last needs all others too: as of MNIST's digits, one in 25.
SURE = ("2-felt-28-pixels.png", "2-white-on-black-28-pixels.png", "7-felt-28-pixels.png")
PICTURES = [f"{SAMPLES}/{name}" for name in 8 * SURE + ("7-white-on-black-28-pixels.png",)]
BASELINE = 10_000
MEGABYTES, RATIO = 250, 1.2


def read_labels():
    """Path → digit, as text, of the samples."""
    with open(f"{SAMPLES}/labels.csv", newline="") as file:
        return {f"{SAMPLES}/{row['file']}": row["digit"] for row in csv.DictReader(file)}


def has_row():
    """Whether a whole row is there for others to read, beside the target or under its name."""
    for path in (f"{CSV}.partial", CSV):
        if os.path.exists(path):
            with open(path, "rb") as file:
                return file.read(4096).count(b"\n") >= 2
    return False


def classify(inputs):
    """Seconds, seconds until the first row could be read, and peak MB."""
    begin = time.perf_counter()
    process = subprocess.Popen([os.environ["DIGITS"], "classify", *inputs, "-o", CSV, "--quiet"])
    first, done = None, 0
    while not done:
        if first is None and has_row():
            first = time.perf_counter() - begin
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        time.sleep(0 if done else 0.002 if first is None else 0.02)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"exit code {process.returncode} of digits classify {' '.join(inputs)}")
    return seconds, seconds if first is None else first, usage.ru_maxrss / (1e6 if platform.system() == "Darwin" else 1e3)


def check_rows(layout, indices, labels):
    """How many rows there are, and how many are those of `indices`, in order, with the digit of the picture."""
    rows = right = 0
    with open(CSV, newline="", encoding="utf-8", errors="surrogateescape") as file:
        reader = csv.reader(file)
        next(reader)
        for row in reader:
            index = next(indices, None)
            rows += 1
            right += index is not None and row[:2] == [layout.path(index), labels[layout.picture(index)]]
    return rows, right


def measure(title, count, labels, is_flat, is_listed):
    """A row of the table: title, files, rows, right rows, seconds, seconds to the first row, peak MB."""
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    layout = Layout(f"{WORK}/files", PICTURES, count, is_flat)
    try:
        layout.make()
        if is_listed:
            layout.write_list(f"{WORK}/list.txt")
        inputs = ["--files-from", f"{WORK}/list.txt"] if is_listed else [layout.folder]
        measured = classify(inputs)
        indices = iter(range(count)) if is_listed else layout.indices_in_byte_order()
        return title, count, *check_rows(layout, indices, labels), *measured
    finally:
        # In a process of its own: Python would hold all names, and its size count as the next child's.
        subprocess.run(["rm", "-rf", WORK], check=True)


def complaints(row, ratio):
    title, count, rows, right, _, _, megabytes = row
    if rows != count:
        yield f"{title}: {rows:,} rows for {count:,} files"
    if right != count:
        yield f"{title}: only {right:,} of {count:,} rows are in order, with the right digit"
    if megabytes > MEGABYTES:
        yield f"{title}: {megabytes:.0f} MB at {count:,} files, more than {MEGABYTES}"
    if ratio > RATIO:
        yield f"{title}: {ratio:.2f} times the memory of {BASELINE:,} files, more than {RATIO}"


def print_row(row, ratio):
    title, count, rows, right, seconds, first, megabytes = row
    in_order = "yes" if rows == right == count else "NO"
    print(f"| {title} | {count:,} | {rows:,} | {in_order} | {seconds:.1f} | {count / seconds:,.0f} | {first:.2f} "
          f"| {megabytes:.0f} | {ratio:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="million-files", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1_000_000, help="how many files (default: 1,000,000)")
    count = parser.parse_args().count
    labels = read_labels()
    print_machine()
    print("\n| input | files | rows | in order, right | seconds | files/s | first row after s | peak MB | × 10,000 files |"
          "\n|---|---:|---:|---|---:|---:|---:|---:|---:|", flush=True)
    failures = []
    for title, is_flat, is_listed in (
        ("one folder", True, False), ("folders of 1,000", False, False), ("list of paths", False, True)
    ):
        baseline = None
        for size in (BASELINE, count):
            row = measure(title, size, labels, is_flat, is_listed)
            baseline = baseline or row[-1]
            print_row(row, row[-1] / baseline)
            failures += complaints(row, row[-1] / baseline)
    print("\n" + "\n".join(failures or ["All rows there, in order and right, memory flat."]))
    return 1 if failures else 0


raise SystemExit(main())
