"""Files on the page, what becomes of them, and what is saved of them."""

import csv
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from browser import Visit
from drawing import busy
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
FIXTURES = ROOT / "Tests/ImageIngestionTests/Fixtures/broken"
BROKEN = [
    FIXTURES / name
    for name in ("empty.png", "gif.png", "huge-header.png", "text.png", "truncated.jpg", "truncated.png")
]
DIGITS = os.environ["DIGITS"]
ORDER = ["review", "error", "blank", "ok"]


def show(visit: Visit) -> None:
    """Only for a look."""
    visit.expects_errors = True
    visit.drop(SAMPLES)
    expect(visit.page.locator("#drop")).to_have_attribute("data-state", "done", timeout=120_000)
    visit.drop(*BROKEN)
    wait_until_read(visit)
    type_digits(visit, visit.page.locator("#group-review input"), 2)
    shoot_files(visit)
    visit.expects_errors = False


def check(visit: Visit) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        limits = visit.context.request.get(visit.address + "v1/model").json()["limits"]
        check_folder(visit, work)
        check_broken(visit, work, limits["pixels"])
        check_corrections(visit, work)
        check_walk(visit, work)


def check_folder(visit: Visit, work: Path) -> None:
    page, checks = visit.page, visit.checks
    visit.most_under_way = 0
    visit.expects_errors = True
    page.route("**/v1/classify*", busy, times=3)
    visit.drop(SAMPLES)
    wait_until_read(visit)
    visit.expects_errors = False
    expected = classify(ROOT, ["samples"])
    rows = list(csv.DictReader(expected.decode().splitlines()))
    checks.equal(page.locator(".card").count(), len(rows), "every sample has a card, though the server was busy at first")
    checks.that(1 < visit.most_under_way <= 4, "some requests go at a time", f"at most {visit.most_under_way}")
    checks.that("1 other file" in page.locator("#skipped").inner_text(), "labels.csv is skipped, and counted")
    cards = {card["path"]: (card["status"], card["digit"]) for card in read_cards(visit)}
    checks.equal(cards, {row["file"]: (row["status"], row["digit"]) for row in rows}, "each says what the command line says")
    check_csv(visit, work, expected, "the CSV is, byte for byte, that of digits classify samples")


def check_broken(visit: Visit, work: Path, pixels: int) -> None:
    checks = visit.checks
    visit.expects_errors = True
    visit.drop(*BROKEN)
    wait_until_read(visit)
    visit.expects_errors = False
    names, limit = [path.name for path in BROKEN], ("--max-pixels", str(pixels))
    lines = classify(FIXTURES, names, *limit, "--format", "jsonl").decode().splitlines()
    expected = {row["file"]: row["message"] for row in map(json.loads, lines)}
    found = {card["path"]: card["why"] for card in read_cards(visit) if card["status"] == "error"}
    checks.equal(found, expected, "each broken file has its own message")
    statuses = [card["status"] for card in read_cards(visit)]
    checks.equal(statuses, sorted(statuses, key=ORDER.index), "first the doubtful, then the broken and the blank, last the read")
    table = csv.DictReader(classify(ROOT, ["samples"]).decode().splitlines())
    sure = {row["file"]: float(row["confidence"] or 0) for row in table}
    doubts = [sure[card["path"]] for card in read_cards(visit) if card["status"] == "review"]
    checks.equal(doubts, sorted(doubts), "the least sure come first")
    rows = classify(ROOT, ["samples"]).splitlines(True) + classify(FIXTURES, names, *limit).splitlines(True)[1:]
    check_csv(visit, work, rows[0] + b"".join(sorted(rows[1:])), "the CSV of samples and broken files too")


def check_corrections(visit: Visit, work: Path) -> None:
    page, checks = visit.page, visit.checks
    first = page.locator("#group-review input").first
    was = first.input_value()
    count = int(page.locator("#group-review .count").inner_text())
    first.focus()
    page.keyboard.press(str((int(was) + 1) % 10))
    card = page.locator("#group-review .card").first
    checks.equal(card.get_attribute("data-label"), "corrected", "a typed digit corrects")
    checks.equal(page.locator("#group-review .count").inner_text(), str(count - 1), "and one less is to be checked")
    checks.that(page.evaluate("document.activeElement === document.querySelectorAll('#cards input')[1]"), "the next card follows")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press(was)
    checks.equal(card.get_attribute("data-label"), "confirmed", "the same digit confirms")
    first.focus()
    page.keyboard.press("Backspace")
    checks.equal((card.get_attribute("data-label"), first.input_value()), ("", was), "Backspace takes it back")
    checks.equal(page.locator("#group-review .count").inner_text(), str(count), "and it is to be checked again")
    shoot_files(visit)

    labels = label_by_name(visit)
    archive = save(visit, "#download-corrections", work / "corrections.zip")
    with zipfile.ZipFile(archive) as content:
        checks.equal(content.testzip(), None, "corrections.zip is sound")
        table = list(csv.DictReader(content.read("labels.csv").decode().splitlines()))
        checks.equal({row["file"]: row["digit"] for row in table}, labels, "its labels are those typed")
        same = all(content.read(name) == (SAMPLES / name).read_bytes() for name in labels)
        checks.that(same, "its pictures are the files", f"{len(labels)}")
        content.extractall(work / "mine")
    command = [DIGITS, "train", work / "mine", "--from", "accurate", "--epochs", "1", "-o", work / "x.safetensors"]
    training = subprocess.run([*command, "--no-progress"], capture_output=True, text=True)
    checks.that(training.returncode == 0 and (work / "x.safetensors").exists(), "digits train takes them as they are",
                training.stderr.strip().splitlines()[-1])


def label_by_name(visit: Visit) -> dict[str, str]:
    """Types the true digit, which begins the file's name, of the doubtful and of some others."""
    labels = {}
    for group, count in (("review", 20), ("ok", 30)):
        for card in visit.page.locator(f"#group-{group} .card").all()[:count]:
            name = (card.get_attribute("data-path") or "").rsplit("/", 1)[-1]
            if re.match(r"\d-", name):
                card.locator("input").focus()
                visit.page.keyboard.press(name[0])
                labels[name] = name[0]
    return labels


def check_walk(visit: Visit, work: Path) -> None:
    """A folder with folders, hidden and other files, and names that a table or a spreadsheet takes amiss."""
    page, checks = visit.page, visit.checks
    visit.press("#clear-files")
    checks.equal(page.locator(".card").count(), 0, "Start over forgets the files")
    source = SAMPLES / "7-felt-28-pixels.png"
    names = ["a.png", "aa/b.png", "a b, \"c\".PNG", "ö/=1.png", "no-ending", "\U0001f600.png", "\uff5e.png", "deep/er/x.jpe"]
    hidden = [".hidden.png", ".folder/x.png", "deep/._x.png"]
    for name in [*names, *hidden]:
        path = work / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, path)
    (work / "tree/notes.txt").write_text("no image")
    visit.drop(work / "tree")
    wait_until_read(visit)
    checks.equal(page.locator("#skipped").inner_text(), "Skipped: 3 hidden, 1 other file", "hidden and other files are skipped")
    check_csv(visit, work, classify(work, ["tree"]), "awkward names give the same CSV")
    visit.drop(source)
    wait_until_read(visit)
    visit.drop(source)
    wait_until_read(visit)
    type_digits(visit, page.locator("#cards input"), 10)
    archive = zipfile.ZipFile(save(visit, "#download-corrections", work / "twice.zip"))
    names_inside = [name.lower() for name in archive.namelist()]
    checks.equal(len(set(names_inside)), len(names_inside), "names in corrections.zip are unique")
    checks.equal(len(names_inside), 11, "and none is missing")


def type_digits(visit: Visit, inputs, count: int) -> None:
    inputs.first.focus()
    for _ in range(count):
        # The keyboard of a phone tells what was entered, and no key.
        visit.page.keyboard.insert_text("7") if visit.is_touch else visit.page.keyboard.press("7")


def check_csv(visit: Visit, work: Path, expected: bytes, name: str) -> None:
    found = save(visit, "#download-csv", work / "digits.csv").read_bytes()
    visit.checks.that(found == expected, name, f"{len(found)} bytes")
    if found != expected:
        differing = [pair for pair in zip(found.splitlines(), expected.splitlines()) if pair[0] != pair[1]]
        print("         ", differing[:3], len(found), len(expected))


def save(visit: Visit, button: str, path: Path) -> Path:
    with visit.page.expect_download() as download:
        visit.press(button)
    visit.checks.equal(download.value.suggested_filename.split(".")[-1], path.suffix[1:], f"{path.suffix[1:]} is saved")
    download.value.save_as(path)
    return path


def classify(folder: Path, names: list[str], *options: str) -> bytes:
    """What the command line writes."""
    return subprocess.run([DIGITS, "classify", "--quiet", *options, *names], cwd=folder, capture_output=True).stdout


def wait_until_read(visit: Visit) -> None:
    # The state follows the drop by a moment.
    visit.page.wait_for_timeout(400)
    expect(visit.page.locator("#drop")).to_have_attribute("data-state", "done", timeout=120_000)


def read_cards(visit: Visit) -> list[dict]:
    return visit.page.evaluate("""() => [...document.querySelectorAll("#cards .card")].map((card) => ({
        path: card.dataset.path, status: card.dataset.status, digit: card.querySelector("input")?.value ?? "",
        why: card.querySelector(".why").textContent,
    }))""")


def shoot_files(visit: Visit) -> None:
    visit.page.evaluate("document.getElementById('drop').scrollIntoView()")
    visit.shoot("files")
    visit.page.evaluate("document.getElementById('group-error').scrollIntoView()")
    visit.shoot("broken")
