"""Numbers: drawn, dropped, corrected, saved and read back."""

import csv
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import looks
from browser import Visit
from drawing import SEVENTEEN, clear_to_nothing, expect_state
from files import DIGITS, SAMPLES, save, wait_until_read
from playwright.sync_api import expect
from viewing import seventeen, start_over

# Where the server was started with --number-model, the same file.
MODEL = ["--model", os.environ["NUMBER_MODEL"]] if "NUMBER_MODEL" in os.environ else []


def check(visit: Visit) -> None:
    if visit.context.request.get(visit.address + "v1/model").json()["numbers"] is None:
        visit.checks.that(not visit.page.locator("#kinds").is_visible(), "without a network for numbers there is no choice")
        return
    start_over(visit)
    choose(visit, "number")
    check_drawing(visit)
    with tempfile.TemporaryDirectory() as folder:
        check_files(visit, Path(folder))
        check_rules(visit, Path(folder))
        choose(visit, "digit")
        wait_until_read(visit)
        card = visit.page.locator(".card[data-path='cells/17.png']")
        visit.checks.equal(card.locator(".confidence").inner_text(), "2 digits", "the same files are read as digits again")
        start_over(visit)


def choose(visit: Visit, kind: str) -> None:
    visit.page.evaluate("scrollTo(0, 0)")
    visit.page.locator(f"#kinds input[value={kind}]").check(force=True)
    visit.checks.equal(visit.page.evaluate("document.documentElement.dataset.kind"), kind, f"{kind} is chosen")


def check_drawing(visit: Visit) -> None:
    page, checks = visit.page, visit.checks
    checks.equal(page.locator("#draw-title").inner_text(), "Draw a number", "the page asks for a number")
    visit.draw(*SEVENTEEN)
    expect(page.locator("#answer-digit")).not_to_be_empty(timeout=10_000)
    while visit.under_way > 0:
        page.wait_for_timeout(250)
    checks.equal(page.locator("#answer-digit").inner_text(), "17", "a drawn 17 is read")
    checks.equal(page.locator("#paper-boxes rect").count(), 2, "both digits have a frame")
    checks.equal(page.locator("#bars").is_visible(), False, "there are no probabilities of one digit")
    looks.check_contrasts(visit)
    visit.shoot("number")
    clear_to_nothing(visit)
    expect_state(visit, "empty", "a cleared paper has no number")


def check_files(visit: Visit, work: Path) -> None:
    page, checks = visit.page, visit.checks
    cells = work / "cells"
    cells.mkdir()
    for name in ("17.png", "again.png"):
        (cells / name).write_bytes(seventeen())
    shutil.copy(SAMPLES / "blank.png", cells / "blank.png")
    visit.drop(cells)
    wait_until_read(visit)
    by_machine = subprocess.run([DIGITS, "read", "--quiet", *MODEL, "cells"], cwd=work, capture_output=True, text=True).stdout
    checks.equal(save(visit, "#download-csv", work / "numbers.csv").read_text(), by_machine, "the CSV is, byte for byte, that of digits read")
    card = page.locator(".card[data-path='cells/17.png']")
    card.scroll_into_view_if_needed()
    expect(card.locator(".boxes rect")).to_have_count(2)
    visit.shoot("numbers")

    enter(visit, "17.png", "1.8,5")
    checks.equal(card.get_attribute("data-label"), "corrected", "a number is corrected in its field")
    checks.equal(card.locator(".label-note").inner_text(), "was 17", "which says what was read")
    enter(visit, "17.png", "no number")
    checks.equal(field(visit, "17.png").input_value(), "no number", "what is no number is not taken")
    enter(visit, "17.png", "018")
    enter(visit, "again.png", None)
    rows = list(csv.reader(by_machine.splitlines()))
    said = {"cells/17.png": ["018", "18", "", "ok", "corrected by hand"]}
    said |= {row[0]: [*row[1:4], "ok", "confirmed by hand"] for row in rows if row[0] == "cells/again.png"}
    table = save(visit, "#download-csv", work / "numbers.csv").read_text()
    checks.equal(list(csv.reader(table.splitlines())), [[row[0], *said.get(row[0], row[1:])] for row in rows], "the CSV has what was said by hand")
    (cells / "labels.csv").write_text(table)
    evaluation = subprocess.run([DIGITS, "evaluate", *MODEL, cells], capture_output=True, text=True)
    checks.that(evaluation.returncode == 0, "digits evaluate takes it as labels.csv", evaluation.stderr.strip()[-200:])
    with zipfile.ZipFile(save(visit, "#download-corrections", work / "corrections.zip")) as archive:
        labels = archive.read("labels.csv").decode()
    checks.equal(labels, "file,text\n17.png,018\nagain.png,17\n", "the corrections are pictures with texts")
    visit.shoot("numbers-checked")


def check_rules(visit: Visit, work: Path) -> None:
    """After `check_files`: by a rule the files are read again, and the corrections that were saved are gone."""
    page, checks = visit.page, visit.checks
    page.locator("#rules-box summary").click()
    pattern, trouble = page.locator("#rules [name=pattern]"), page.locator("#rules-trouble")
    visit.expects_errors = True
    pattern.fill("##(")
    pattern.press("Enter")
    expect(trouble).not_to_be_empty()
    visit.expects_errors = False
    checks.equal(trouble.inner_text(), "Pattern ##(: character 3, (: this group is not closed; add a ).", "a wrong pattern is refused in words")
    checks.equal(pattern.get_attribute("aria-invalid"), "true", "which names the field")
    visit.shoot("rules-refused")
    pattern.fill("1 ##.##")
    pattern.press("Enter")
    expect(page.locator("#rules-said")).to_have_text("1  ##.##")
    checks.equal(trouble.inner_text(), "", "right patterns are not")
    wait_until_read(visit)
    command = [DIGITS, "read", "--quiet", *MODEL, "--pattern", "1", "--pattern", "##.##", "cells"]
    by_machine = subprocess.run(command, cwd=work, capture_output=True, text=True).stdout
    checks.that("pattern does not fit" in by_machine, "the patterns do not fit a 17")
    checks.equal(save(visit, "#download-csv", work / "numbers.csv").read_text(), by_machine, "files are read by the rules, as digits read does")
    visit.shoot("rules")
    looks.check_contrasts(visit)
    page.locator("#rules [type=reset]").click()
    expect(page.locator("#rules-said")).to_be_empty()
    wait_until_read(visit)
    checks.that("pattern" not in save(visit, "#download-csv", work / "numbers.csv").read_text(), "without rules they are read as before")


def field(visit: Visit, name: str):
    return visit.page.locator(f".card[data-path='cells/{name}'] input")


def enter(visit: Visit, name: str, text: str | None) -> None:
    """Types a text and presses Enter; None confirms what is there."""
    field(visit, name).focus()
    if text is not None:
        field(visit, name).fill(text)
    field(visit, name).press("Enter")
