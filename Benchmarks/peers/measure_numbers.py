"""Measures `digits read` on labelled numbers, beside programs that read lines of text; prints Markdown tables.

Every figure comes from the rows of the CSV, so it is what users get. Right is a text that is the label's, sign for
sign; where the alphabet is digits, separators of the label do not count. No rules are given but the alphabet.
"""

import argparse
import os
import random
import sys
import tempfile

import compose_numbers
import number_peers
from number_rows import Number, edits, labelled, single_digits, timed_read
from table import print_machine

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCANS = os.environ.get("DIGITS_SCANS") or f"{ROOT}/../shared/scans"
# Sources whose separators are part of the number.
DECIMAL = {"form_cells_marks"}
LISTED = 500
ID_DIGITS = 6
COLUMNS = ["source", "read by", "n", "right", "signs wrong", "ok", "right of ok", "ms/image"]


def sources(names):
    """(name, its numbers, alphabet) of the folders `several` and `dev` in SCANS."""
    for folder, listing in (("several", labelled), ("dev", single_digits)):
        place = f"{SCANS}/{folder}"
        for entry in sorted(os.listdir(place)) if os.path.isdir(place) else []:
            if not os.path.isdir(f"{place}/{entry}") or names and entry not in names:
                continue
            alphabet = "decimal" if entry in DECIMAL else "digits"
            numbers = listing(f"{place}/{entry}", alphabet) if listing is labelled else listing(f"{place}/{entry}")
            if numbers:
                yield entry, numbers, alphabet


def sample(numbers, limit):
    """At most `limit` of them, spread over all, the same each time."""
    if limit is None or limit >= len(numbers):
        return numbers
    return [numbers[index * len(numbers) // limit] for index in range(limit)]


def percent(part, whole, places=1):
    return f"{100 * part / whole:.{places}f}" if whole else "–"


def table_row(name, reader, answers, milliseconds):
    accepted = [answer for answer in answers if answer.status == "ok"]
    right = sum(answer.is_right for answer in answers)
    right_accepted = sum(answer.is_right for answer in accepted)
    wrong_signs = sum(edits(answer.text, answer.number.truth) for answer in answers)
    signs = sum(len(answer.number.truth) for answer in answers)
    knows_status = any(answer.status for answer in answers)
    cells = [name, reader, len(answers), percent(right, len(answers)), percent(wrong_signs, signs),
             percent(len(accepted), len(answers)) if knows_status else "–",
             f"{percent(right_accepted, len(accepted))} ({len(accepted) - right_accepted})" if knows_status else "–",
             f"{milliseconds:.2f}"]
    return "| " + " | ".join(map(str, cells)) + " |"


def print_header(columns=None):
    columns = columns or COLUMNS
    print("\n| " + " | ".join(columns) + " |\n|---|---" + "|---:" * (len(columns) - 2) + "|", flush=True)


def measure(name, numbers, alphabet, model, peers):
    answers, milliseconds = timed_read(numbers, ["--alphabet", alphabet, *model])
    print(table_row(name, "`digits`", answers, milliseconds), flush=True)
    for peer in peers:
        print(table_row(name, peer.name, *number_peers.timed(peer, numbers, alphabet)), flush=True)
    return [(answer, name) for answer in answers]


def measure_sources(arguments, model, peers):
    print("Per cent, wrong numbers among ok in brackets; ms/image on one thread, decoding included.")
    print_header()
    everything = []
    for name, numbers, alphabet in sources(arguments.sources):
        everything += measure(name, sample(numbers, arguments.limit), alphabet, model, peers)
    if not everything:
        sys.exit(f"numbers: no labelled numbers in {SCANS}/several or {SCANS}/dev; set DIGITS_SCANS")
    if arguments.errors:
        write_errors(arguments.errors, everything)


def write_errors(path, everything):
    """A line for each wrong number, those that are ok first, then the surest."""
    wrong = [(answer, name) for answer, name in everything if not answer.is_right]
    wrong.sort(key=lambda pair: (pair[0].status != "ok", -pair[0].confidence))
    with open(path, "w", encoding="utf-8") as file:
        for answer, name in wrong:
            file.write("\t".join([name, answer.number.truth, answer.text, f"{answer.confidence:.4f}", answer.status,
                                  answer.number.path]) + "\n")


def composed(folder, hands, seed, texts):
    """Pictures of the texts in hands of MNIST's test set."""
    os.makedirs(folder, exist_ok=True)
    numbers = []
    for index, text in enumerate(texts):
        path = f"{folder}/{index:05d}.png"
        compose_numbers.compose(hands, seed, index, text, path)
        numbers.append(Number(path, text))
    return numbers


def measure_composed(arguments, model, peers):
    generator = random.Random(arguments.seed)
    texts = ["".join(generator.choices("0123456789", k=generator.randint(1, 8))) for _ in range(arguments.composed)]
    with tempfile.TemporaryDirectory() as folder:
        numbers = composed(folder, compose_numbers.Hands(), arguments.seed, texts)
        print(f"Numbers of 1 to 8 digits in hands of MNIST's test set, seed {arguments.seed}.")
        print_header()
        measure("composed", numbers, "digits", model, peers)


def measure_list(arguments, model):
    """Ids of which a list is known; then ids that the same list lacks."""
    generator = random.Random(arguments.seed)
    ids = [f"{number:0{ID_DIGITS}d}" for number in generator.sample(range(10 ** ID_DIGITS), 2 * LISTED)]
    with tempfile.TemporaryDirectory() as folder:
        hands = compose_numbers.Hands()
        inside = composed(f"{folder}/inside", hands, arguments.seed, ids[:LISTED])
        outside = composed(f"{folder}/outside", hands, arguments.seed + 1, ids[LISTED:])
        with open(f"{folder}/ids.txt", "w", encoding="ascii") as file:
            file.write("".join(f"{text}\n" for text in ids[:LISTED]))
        print(f"Ids of {ID_DIGITS} digits in hands of MNIST's test set, a list of {LISTED}, seed {arguments.seed}.")
        print_header()
        listed = ["--list", f"{folder}/ids.txt", *model]
        print(table_row("in the list, without it", "`digits`", *timed_read(inside, model)), flush=True)
        print(table_row("in the list", "`digits`", *timed_read(inside, listed)), flush=True)
        answers, milliseconds = timed_read(outside, listed)
        print(table_row("not in the list", "`digits`", answers, milliseconds), flush=True)
    accepted = sum(answer.status == "ok" for answer in answers)
    print(f"\n{accepted} of {len(answers)} ids outside the list are ok.")
    sys.exit(accepted > 0)


def main():
    parser = argparse.ArgumentParser(prog="numbers", description=__doc__.splitlines()[0])
    parser.add_argument("--sources", nargs="+", metavar="NAME", default=[], help="only these (default: all)")
    parser.add_argument("--limit", type=int, metavar="N",
                        help="at most so many pictures of each source, spread over it")
    parser.add_argument("--model", metavar="FILE", help="a string network (default: the bundled one)")
    parser.add_argument("--no-peers", action="store_true", help="leave PP-OCRv4 and Tesseract out")
    parser.add_argument("--errors", metavar="FILE", help="write a line for each wrong number: source, label, text …")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of composed pictures (default: 1)")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--list", action="store_true",
                      help=f"instead, {LISTED} composed ids with a list, and {LISTED} outside it")
    mode.add_argument("--composed", type=int, metavar="N", help="instead, N composed numbers")
    arguments = parser.parse_args()
    model = ["--model", arguments.model] if arguments.model else []
    peers = [] if arguments.no_peers or arguments.list else number_peers.available()
    print_machine()
    print("; ".join(peer.version for peer in peers), flush=True)
    if arguments.list:
        measure_list(arguments, model)
    elif arguments.composed:
        measure_composed(arguments, model, peers)
    else:
        measure_sources(arguments, model, peers)


main()
