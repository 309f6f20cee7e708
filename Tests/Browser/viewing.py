"""Cards that are opened, what a person says of them, and pictures that are pasted."""

import csv
import json
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import looks
from browser import Visit
from files import DIGITS, SAMPLES, save, wait_until_read
from playwright.sync_api import expect

DOUBTFUL = ("letter.jpg", "crossed-out.jpg", "two-digits.jpg")
OTHERS = ("blank.png", "7-felt-28-pixels.png", "3-felt-large.jpg")


def check(visit: Visit) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        scans = work / "scans"
        scans.mkdir()
        (scans / "17.png").write_bytes(seventeen())
        for name in (*DOUBTFUL, *OTHERS):
            shutil.copy(SAMPLES / name, scans / name)
        start_over(visit)
        visit.drop(scans)
        wait_until_read(visit)
        check_several(visit)
        said = check_doubtful(visit)
        said |= check_reading(visit)
        check_table(visit, work, said)
        check_paste(visit)


def start_over(visit: Visit) -> None:
    visit.page.once("dialog", lambda dialog: dialog.accept())
    if visit.page.locator("#clear-files").is_visible():
        visit.press("#clear-files")
    visit.checks.equal(visit.page.locator(".card").count(), 0, "no cards are left")


def check_several(visit: Visit) -> None:
    """A card of several digits, and the same opened."""
    page, checks = visit.page, visit.checks
    card = page.locator(".card[data-path='scans/17.png']")
    card.scroll_into_view_if_needed()
    expect(card.locator(".boxes rect")).to_have_count(2)
    checks.equal((card.get_attribute("data-status"), card.locator("input").input_value()), ("review", ""), "a 17 is no digit")
    checks.equal(card.locator(".confidence").inner_text(), "2 digits", "but two, with a frame each")
    visit.shoot("cards")
    open_card(visit, "17.png")
    checks.equal(page.locator("#stage-boxes rect").count(), 2, "opened, both have a frame")
    checks.equal(page.locator("#viewer-title").inner_text(), "2 digits", "and a title")
    checks.equal(page.locator("#choices .best").count(), 0, "there are no probabilities of one digit")
    visit.shoot("opened-several")


def check_doubtful(visit: Visit) -> dict[str, list[str]]:
    """Settles all doubtful cards one after the other; returns what is to be in their rows."""
    page, checks = visit.page, visit.checks
    counts, said = [heading(visit)], {}
    said["scans/17.png"] = ["", "", "review", "marked by hand as not one digit"]
    choose(visit, "#confirm", "Enter")
    counts.append(heading(visit))
    for step in range(len(DOUBTFUL)):
        path = page.locator("#viewer-name").inner_text()
        if step == 0:
            check_opened(visit, path)
            digit = (int(page.locator(f".card[data-path='{path}'] input").input_value()) + 1) % 10
            said[path] = [str(digit), "", "ok", "corrected by hand"]
            choose(visit, f"#choices li:nth-child({digit + 1}) button", str(digit))
        elif step == 1:
            said[path] = ["", "", "blank", "marked by hand as blank"]
            choose(visit, "#say-blank", ".")
        else:
            said[path] = ["", "", "review", "marked by hand as not one digit"]
            choose(visit, "#say-review", "-")
        counts.append(heading(visit))
    checks.equal(counts, ["To check 4", "To check 3", "To check 2", "To check 1", "All checked"], "the count goes down with each")
    checks.equal(page.locator("#viewer").is_visible(), False, "after the last the dialog closes")
    page.wait_for_timeout(150)
    checks.equal(page.evaluate("document.activeElement.id"), "download-csv", "and the table can be saved")
    checks.equal(page.locator("#summary").inner_text(), "7 files: 2 read, 4 by hand, 1 blank", "the totals say so too")
    page.evaluate("document.getElementById('drop').scrollIntoView()")
    visit.shoot("checked")
    return said


def check_opened(visit: Visit, path: str) -> None:
    """What an opened card shows, and how one leafs through."""
    page, checks = visit.page, visit.checks
    page.wait_for_timeout(500)
    bright = page.evaluate("""() => {
        const { data } = document.getElementById("viewer-seen").getContext("2d").getImageData(0, 0, 28, 28);
        return data.some((value, i) => i % 4 === 0 && value > 128);
    }""")
    checks.that(bright, "an opened card shows what the network saw", path)
    checks.equal(page.locator("#stage-boxes rect").count(), 1, "the digit has a frame")
    stage, frame = page.locator("#stage").bounding_box(), page.locator("#stage-boxes rect").bounding_box()
    checks.that(stage and frame and frame["height"] > stage["height"] * 0.4, "and is large", f"{frame and round(frame['height'])} px")
    checks.equal(page.locator("#choices button").count(), 10, "each digit can be chosen")
    reaches = page.evaluate("""[...document.querySelectorAll("#viewer button:not([hidden])")]
        .every((button) => { const box = button.getBoundingClientRect(); return box.bottom <= innerHeight && box.right <= innerWidth; })""")
    checks.that(reaches, "every button is in the window")
    looks.check_contrasts(visit)
    visit.shoot("opened")
    page.keyboard.press("ArrowLeft")
    checks.that(page.locator("#viewer-name").inner_text() != path, "an arrow goes to another card")
    page.keyboard.press("ArrowRight")
    checks.equal(page.locator("#viewer-name").inner_text(), path, "and another back")
    page.keyboard.press("Escape")
    checks.equal(page.locator("#viewer").is_visible(), False, "Escape closes it")
    page.wait_for_timeout(150)
    checks.equal(page.evaluate("document.activeElement.closest('.card')?.dataset.path"), path, "and the card has the focus")
    page.keyboard.press("Enter")
    checks.equal(page.locator("#viewer-name").inner_text(), path, "Enter opens it again")


def check_reading(visit: Visit) -> dict[str, list[str]]:
    """One that was read is confirmed, another is corrected."""
    said = {}
    open_card(visit, "3-felt-large.jpg")
    visit.shoot("opened-read")
    choose(visit, "#confirm", "Enter")
    said["scans/3-felt-large.jpg"] = ["3", "as read", "ok", "confirmed by hand"]
    visit.checks.equal(visit.page.locator("#viewer-name").inner_text(), "scans/7-felt-28-pixels.png", "the next that was read follows")
    choose(visit, "#choices li:nth-child(2) button", "1")
    said["scans/7-felt-28-pixels.png"] = ["1", "", "ok", "corrected by hand"]
    visit.checks.equal(visit.page.locator("#viewer").is_visible(), False, "the last closes it")
    return said


def check_table(visit: Visit, work: Path, said: dict[str, list[str]]) -> None:
    """The table that is saved has what was said, and is read back as labels."""
    checks = visit.checks
    by_machine = subprocess.run([DIGITS, "classify", "--quiet", "scans"], cwd=work, capture_output=True, text=True).stdout
    rows = list(csv.reader(by_machine.splitlines()))
    said["scans/3-felt-large.jpg"][1] = next(row[2] for row in rows if row[0] == "scans/3-felt-large.jpg")
    expected = [[row[0], *said.get(row[0], row[1:])] for row in rows]
    table = save(visit, "#download-csv", work / "digits.csv").read_text()
    checks.equal(list(csv.reader(table.splitlines())), expected, "the CSV has what was said by hand, and the rest as it was read")
    (work / "scans/labels.csv").write_text(table)
    evaluation = subprocess.run(
        [DIGITS, "evaluate", work / "scans", "--json", work / "figures.json"], capture_output=True, text=True)
    checks.that(evaluation.returncode == 0, "digits evaluate takes it as labels.csv", evaluation.stderr.strip()[-200:])
    confusion = json.loads((work / "figures.json").read_text())["confusion"]
    truths = [digit for digit, row in enumerate(confusion) for _ in range(sum(row))]
    checks.equal(truths, sorted(int(row[1]) for row in expected[1:] if row[1]), "with the digits that were typed")


def check_paste(visit: Visit) -> None:
    """By the keys where there are keys, else as a phone's menu does."""
    page, checks = visit.page, visit.checks
    start_over(visit)
    page.evaluate("scrollTo(0, 0)")
    png, jpeg = (SAMPLES / "7-felt-28-pixels.png").read_bytes(), (SAMPLES / "3-felt-large.jpg").read_bytes()
    if not visit.is_touch:
        visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("""async (bytes) => navigator.clipboard.write(
            [new ClipboardItem({ "image/png": new Blob([new Uint8Array(bytes)], { type: "image/png" }) })])""", list(png))
        page.keyboard.press("Control+v")
    else:
        paste(visit, "image.png", "image/png", png)
    wait_until_read(visit)
    paste(visit, "image.png", "image/png", png)
    paste(visit, "three.jpg", "image/jpeg", jpeg)
    wait_until_read(visit)
    cards = page.evaluate("[...document.querySelectorAll('.card')].map((card) => [card.dataset.path, card.querySelector('input').value])")
    checks.equal(cards, [["pasted-1.png", "7"], ["pasted-2.png", "7"], ["three.jpg", "3"]], "pasted pictures are read")


def paste(visit: Visit, name: str, kind: str, content: bytes) -> None:
    visit.page.evaluate("""([name, type, bytes]) => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type }));
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }""", [name, kind, list(content)])


def open_card(visit: Visit, name: str) -> None:
    visit.press(f".card[data-path='scans/{name}'] .thumb")
    expect(visit.page.locator("#viewer")).to_be_visible()
    visit.page.wait_for_timeout(400)


def choose(visit: Visit, button: str, key: str) -> None:
    visit.press(button) if visit.is_touch else visit.page.keyboard.press(key)


def heading(visit: Visit) -> str:
    return " ".join(visit.page.locator("#group-review h3").inner_text().split())


def seventeen() -> bytes:
    """A PNG of a 1 and a 7, black on white."""
    width, height = 200, 120
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for y in range(20, 100):
        left = 145 - (y - 30) * 9 // 20
        for start, end in ((45, 55), (105, 155) if y < 30 else (left, left + 10)):
            rows[y][start:end] = bytes(end - start)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
