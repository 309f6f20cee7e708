"""Is a digit seen where there is none? Draws pictures without one, reads them with `digits classify` and prints a table.

Right is `blank` for an empty page, and `blank` or `review` for what is written but no single digit. Exit code 1 if an
empty picture is `ok`, or more than a tenth of the marked ones.
"""

import argparse
import os
import sys

import empty_papers
import pen_drawings
from make_not_digits import make
from scan_rows import classify, write_sheets

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STATUSES = ["ok", "review", "blank", "error"]
MOST_MARKED = 0.1


def print_row(name, rows):
    counts = [sum(row.status == status for row in rows) for status in STATUSES]
    print("| " + " | ".join(str(cell) for cell in [name, len(rows), *counts]) + " |")


def main():
    parser = argparse.ArgumentParser(prog="not-digits", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1998, help="what the pictures follow from (default: 1998)")
    parser.add_argument("--model", help="one bundled model by name, or a file")
    parser.add_argument("--finder", choices=["auto", "rules", "network"], default="auto", help="what finds the ink")
    parser.add_argument("--report", metavar="DIR", help="also write contact sheets of what is wrongly ok")
    arguments = parser.parse_args()
    options = ["--finder", arguments.finder] + (["--model", arguments.model] if arguments.model else [])
    folder = f"{ROOT}/Benchmarks/results/not-digits"
    print(f"Seed {arguments.seed}.", flush=True)
    make(folder, arguments.seed)
    shares = {}
    for group, kinds in [("empty", empty_papers.KINDS), ("marked", pen_drawings.KINDS)]:
        names = [kind.__name__ for kind in kinds]
        rows = classify(f"{folder}/{group}", options, set(names))
        print(f"\n| {group} | n | " + " | ".join(STATUSES) + " |\n|---|---:|---:|---:|---:|---:|")
        for name in names:
            print_row(name.replace("_", " "), [row for row in rows if row.truth == name])
        print_row("**all**", rows)
        wrong = sorted((row for row in rows if row.status == "ok"), key=lambda row: -row.confidence)
        print("\nWrongly ok:" if wrong else "\nNone is ok.")
        for row in wrong:
            print(f"  {os.path.relpath(row.path, folder)}: {row.digit} ({row.confidence:.4f})")
        shares[group] = len(wrong) / len(rows)
        if arguments.report:
            os.makedirs(arguments.report, exist_ok=True)
            captions = [(f"{row.truth}>{row.digit}", row.path) for row in wrong]
            write_sheets(f"{arguments.report}/{group}", captions, options)
    sys.exit(1 if shares["empty"] > 0 or shares["marked"] > MOST_MARKED else 0)


main()
