"""Drawing on the page."""

import json

from browser import Visit
from playwright.sync_api import Route, expect

SEVEN = [(0.3, 0.25), (0.5, 0.245), (0.7, 0.25), (0.62, 0.45), (0.53, 0.65), (0.47, 0.82)]
# An H, which is no digit.
LETTER = ([(0.3, 0.2), (0.32, 0.8)], [(0.7, 0.2), (0.68, 0.8)], [(0.3, 0.5), (0.7, 0.5)])
DOT = [(0.5, 0.5)]
SEVENTEEN = (
    [(0.2, 0.25), (0.2, 0.5), (0.195, 0.75)],
    [(0.5, 0.27), (0.7, 0.26), (0.85, 0.27), (0.74, 0.45), (0.66, 0.6), (0.6, 0.78)],
)


def check(visit: Visit) -> None:
    """The states of the answer."""
    page, checks = visit.page, visit.checks
    expect_state(visit, "empty", "the empty paper has no answer")
    page.wait_for_timeout(300)
    checks.equal(visit.classifications, 0, "and nothing is sent of it")
    visit.shoot("empty")

    visit.draw(SEVEN)
    expect_state(visit, "ok", "a drawn 7 is read")
    checks.equal(page.locator("#answer").get_attribute("data-digit"), "7", "as 7")
    checks.equal(page.locator("#answer-digit").inner_text(), "7", "and shown as 7")
    checks.equal(page.evaluate("scrollY"), 0, "drawing does not scroll the page")
    checks.equal(page.locator("#bars .best .label").all_inner_texts(), ["7"], "its bar is the highest")
    checks.that(seen_brightness(visit) > 10, "what the network sees is shown", f"mean {seen_brightness(visit):.0f}")
    checks.that("Seven" in page.locator("#answer-title").inner_text(), "the digit is named")
    checks.that("7" in page.locator("#spoken").inner_text(), "and read aloud", page.locator("#spoken").inner_text())
    checks.equal(overlaps(visit), [], "nothing lies over anything else")
    check_percentages(visit)
    visit.shoot("drawn")
    check_number(visit)

    clear_to_nothing(visit)
    visit.draw(*LETTER)
    expect_state(visit, "review", "a letter is doubted")
    checks.equal(page.locator("#answer-title").inner_text(), "Not sure", "in words")
    visit.shoot("unsure")

    clear_to_nothing(visit)
    page.get_by_label("Fine").check(force=True)
    visit.draw(DOT)
    expect_state(visit, "blank", "a dot is no digit")
    checks.that(ink(visit) > 0, "but can be seen")
    checks.equal(page.locator("#answer-title").inner_text(), "Nothing there", "in words")
    visit.shoot("nothing")
    page.get_by_label("Medium").check(force=True)
    clear_to_nothing(visit)
    checks.that(page.evaluate("shifted") < 0.001, "nothing on the page moved by itself", page.evaluate("shifted"))


def check_percentages(visit: Visit) -> None:
    page, checks = visit.page, visit.checks
    note, bar = page.locator("#answer-note").inner_text(), page.locator("#bars .best .value").inner_text()
    checks.equal(plain(note), f"{plain(bar)} % sure.", "the words and the bar give one number")
    widths = page.evaluate("[...document.querySelectorAll('#bars .track')].map((track) => Math.round(track.getBoundingClientRect().width))")
    checks.that(max(widths) - min(widths) <= 1, "the bars are of one width", widths)
    given = page.evaluate("""async () => {
        const { percent } = await import("/page/words.js");
        return [1, 0.99996, 0.9991, 0.999, 0.9876, 0.9984, 0.5, 0.0096, 0.0004, 0].map(percent);
    }""")
    wanted = ["> 99.9 %", "> 99.9 %", "> 99.9 %", "99.9 %", "99 %", "99.8 %", "50 %", "0.9 %", "< 0.1 %", "< 0.1 %"]
    checks.equal(list(map(plain, given)), wanted, "no number claims certainty")


def plain(text: str) -> str:
    """With spaces that may break."""
    return text.replace("\u00a0", " ")


def check_number(visit: Visit) -> None:
    """Several digits are shown as several."""
    page, checks = visit.page, visit.checks
    clear_to_nothing(visit)
    visit.draw(*SEVENTEEN)
    expect_state(visit, "several", "a drawn 17 is no digit")
    checks.equal(page.locator("#answer-title").inner_text(), "2 digits", "but two")
    checks.equal(page.locator("#answer").get_attribute("data-digit"), "", "and no one of them is the answer")
    checks.equal(page.locator("#each .label").all_inner_texts(), ["1", "7"], "each is read by itself")
    checks.equal(page.locator("#bars").is_visible(), False, "there are no probabilities of one digit")
    boxes = page.locator("#paper-boxes rect")
    lefts = [box["x"] for box in map(lambda rect: rect.bounding_box(), boxes.all()) if box]
    checks.that(len(lefts) == 2 and lefts[0] < lefts[1], "both have a frame on the paper", f"{len(lefts)}")
    checks.that(seen_brightness(visit) > 3, "both are shown as the network sees them", f"mean {seen_brightness(visit):.0f}")
    page.wait_for_timeout(400)
    checks.equal(page.locator("#spoken").inner_text(), "2 digits: 1, 7.", "and read aloud")
    visit.shoot("several")
    visit.press("#undo")
    expect_state(visit, "ok", "without the last stroke it is one digit again")
    checks.equal(boxes.count(), 0, "without frames")


def check_tools(visit: Visit) -> None:
    """Undo, clear, pens, and drawing by keys."""
    page, checks = visit.page, visit.checks
    visit.draw(*LETTER[:2])
    one_less = ink(visit)
    visit.draw(LETTER[2])
    page.wait_for_timeout(100)
    checks.that(ink(visit) > one_less, "a stroke leaves ink")
    visit.press("#undo")
    page.wait_for_timeout(100)
    checks.equal(ink(visit), one_less, "Undo takes one stroke back")
    visit.press("#clear")
    page.wait_for_timeout(100)
    checks.equal(ink(visit), 0, "Clear takes all")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(100)
    checks.equal(ink(visit), one_less, "Ctrl+Z brings them back")
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    checks.equal(ink(visit), 0, "Escape clears")

    widths = []
    for pen in ("Fine", "Medium", "Broad"):
        page.get_by_label(pen).check(force=True)
        visit.draw(LETTER[0])
        page.wait_for_timeout(100)
        widths.append(ink(visit))
        visit.press("#clear")
    checks.that(widths[0] * 1.4 < widths[1] < widths[2] / 1.3, "the three pens differ", widths)
    page.get_by_label("Medium").check(force=True)
    check_keyboard(visit)
    check_speed(visit)


def check_keyboard(visit: Visit) -> None:
    page = visit.page
    page.locator("#paper").focus()
    page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect_state(visit, "ok", "a 1 is drawn by keys alone")
    visit.checks.equal(page.locator("#answer").get_attribute("data-digit"), "1", "and read as 1")
    clear_to_nothing(visit)


def check_speed(visit: Visit) -> None:
    """From the pen's lifting to the last answer, by the browser's own clock."""
    times = []
    for _ in range(5):
        visit.draw(SEVEN)
        visit.page.wait_for_timeout(400)
        times.append(visit.page.evaluate(
            "performance.getEntriesByType('resource').filter((e) => e.name.includes('/v1/classify')).at(-1).responseEnd - liftedAt"))
        visit.page.evaluate("performance.clearResourceTimings()")
        clear_to_nothing(visit)
    median = sorted(times)[2]
    visit.checks.that(median < 300, "the answer comes soon after a stroke", f"median {median:.0f} ms of 5")


def check_troubles(visit: Visit) -> None:
    """A server that does not answer, and one that is busy."""
    page = visit.page
    visit.expects_errors = True
    page.route("**/v1/classify*", lambda route: route.abort())
    visit.draw(SEVEN)
    expect_state(visit, "offline", "a server that does not answer is told of")
    visit.shoot("offline")
    page.unroute("**/v1/classify*")
    expect_state(visit, "ok", "and asked again until it does")
    clear_to_nothing(visit)
    page.route("**/v1/classify*", busy, times=1)
    visit.draw(SEVEN)
    expect_state(visit, "ok", "so is a busy one")
    clear_to_nothing(visit)
    visit.expects_errors = False


def busy(route: Route) -> None:
    body = {"error": {"status": 503, "code": "overloaded", "message": "busy"}}
    route.fulfill(status=503, headers={"Retry-After": "1"}, content_type="application/json", body=json.dumps(body))


def expect_state(visit: Visit, state: str, name: str) -> None:
    try:
        expect(visit.page.locator("#answer")).to_have_attribute("data-state", state, timeout=10_000)
        # An answer to an unfinished drawing may still be followed by another.
        visit.page.wait_for_timeout(250)
        while visit.under_way > 0:
            visit.page.wait_for_timeout(50)
    except AssertionError:
        pass
    visit.checks.equal(visit.page.locator("#answer").get_attribute("data-state"), state, name)


def clear_to_nothing(visit: Visit) -> None:
    visit.press("#clear")
    sent = visit.classifications
    visit.page.wait_for_timeout(200)
    is_quiet = visit.classifications == sent and visit.page.locator("#answer").get_attribute("data-state") == "empty"
    if not is_quiet:
        visit.checks.that(False, "after Clear there is no answer and nothing is sent")


def ink(visit: Visit) -> int:
    """Pixels of the paper that are drawn on."""
    return visit.page.evaluate("""() => {
        const paper = document.getElementById("paper");
        const copy = new OffscreenCanvas(paper.width, paper.height).getContext("2d", { willReadFrequently: true });
        copy.drawImage(paper, 0, 0);
        const data = copy.getImageData(0, 0, paper.width, paper.height).data;
        return data.filter((value, i) => i % 4 === 3 && value > 127).length;
    }""")


def seen_brightness(visit: Visit) -> float:
    return visit.page.evaluate("""() => {
        const copy = new OffscreenCanvas(28, 28).getContext("2d", { willReadFrequently: true });
        copy.drawImage(document.getElementById("seen"), 0, 0, 28, 28);
        const data = copy.getImageData(0, 0, 28, 28).data;
        return data.filter((_, i) => i % 4 === 0).reduce((sum, value) => sum + value, 0) / 784;
    }""")


def overlaps(visit: Visit) -> list[str]:
    return visit.page.evaluate("""() => {
        const parts = [".heading", "#paper", "#pens", "#undo", "#clear", ".tile.seen", ".tile.read", ".words", "#bars"];
        const boxes = parts.map((part) => [part, document.querySelector(`#draw ${part}`).getBoundingClientRect()])
            .filter(([, box]) => box.width > 1);
        return boxes.flatMap(([a, one], i) => boxes.slice(i + 1)
            .filter(([, two]) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
            .map(([b]) => `${a} and ${b}`));
    }""")
