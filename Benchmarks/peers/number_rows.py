"""Labelled numbers, and what `digits read` says of them."""

import csv
import io
import os
import time
from dataclasses import dataclass

from scan_rows import DIGITS, run


@dataclass
class Number:
    path: str
    # As it is written, lines with a space between; empty for a picture without a number.
    truth: str


@dataclass
class Answer:
    number: Number
    text: str
    confidence: float
    # Of the row; empty for programs that know none.
    status: str = ""

    @property
    def is_right(self):
        return self.text == self.number.truth


def digits_alone(text):
    """Without separators; lines stay apart."""
    return " ".join("".join(filter(str.isdecimal, line)) for line in text.split())


def plain(truth, alphabet):
    """The label of a picture as it is read with that alphabet. In labels, | stands between lines."""
    truth = " ".join(truth.replace("|", " ").split())
    return truth if alphabet == "decimal" else digits_alone(truth)


def labelled(folder, alphabet="digits"):
    """The pictures of FOLDER/labels.csv (file,text), in its order."""
    with open(f"{folder}/labels.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Number(f"{folder}/{row['file']}", plain("" if row["text"] == "blank" else row["text"], alphabet))
            for row in rows]


def single_digits(folder):
    """The pictures of FOLDER/<digit>/<file>, in the order of their names."""
    return [Number(f"{folder}/{digit}/{name}", digit) for digit in "0123456789" if os.path.isdir(f"{folder}/{digit}")
            for name in sorted(os.listdir(f"{folder}/{digit}"))]


def read(numbers, options=()):
    """The answers of `digits read` on one thread, and the seconds that the run took, the start included."""
    begin = time.perf_counter()
    command = [DIGITS, "read", "-", "--null", "--jobs", "1", "--quiet", *options]
    rows = list(csv.DictReader(io.StringIO(run(command, [number.path for number in numbers]))))
    seconds = time.perf_counter() - begin
    if [row["file"] for row in rows] != [number.path for number in numbers]:
        raise SystemExit("digits read: the rows are not those of the pictures")
    return [Answer(number, row["text"], float(row["confidence"] or 0), row["status"])
            for number, row in zip(numbers, rows)], seconds


def timed_read(numbers, options=()):
    """The answers, and milliseconds for each picture. The first picture alone tells how long the start takes."""
    answers, whole = read(numbers, options)
    start = read(numbers[:1], options)[1] if len(numbers) > 1 else 0
    return answers, 1000 * max(0, whole - start) / max(1, len(numbers) - 1)


def edits(first, second):
    """The fewest signs to insert, remove or replace (Levenshtein distance)."""
    distances = list(range(len(second) + 1))
    for i, sign in enumerate(first, 1):
        before, distances[0] = distances[0], i
        for j, other in enumerate(second, 1):
            before, distances[j] = distances[j], min(distances[j] + 1, distances[j - 1] + 1, before + (sign != other))
    return distances[-1]
