"""What holds of the page's looks, whatever is on it."""

from browser import SIZES, Visit
from checks import Checks
from playwright.sync_api import Browser

# Every text that can be seen, and its contrast with what is behind it, by the formula of WCAG 2.
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const mix = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || (element.matches("input") && element.value);
    if (!says || element.closest("[aria-hidden=true], .unseen, :disabled, template, .skip") || !element.checkVisibility()) continue;
    const grounds = [];
    for (let e = element; e; e = e.parentElement) grounds.unshift(getComputedStyle(e).backgroundColor);
    const style = getComputedStyle(element);
    const [text, ground] = [luminance(mix([...grounds, style.color])), luminance(mix(grounds))];
    const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.7 && style.fontWeight >= 700);
    found.push({ ratio, enough: ratio >= (isLarge ? 3 : 4.5), text: (element.value || element.textContent).trim().slice(0, 30) });
  }
  return found.sort((a, b) => a.ratio - b.ratio);
}"""


def check(visit: Visit) -> None:
    page, checks = visit.page, visit.checks
    width = page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
    checks.that(width[0] <= width[1], "no horizontal scrolling", f"{width[0]} of {width[1]} px")
    check_contrasts(visit)
    page.evaluate("document.getElementById('about').scrollIntoView()")
    visit.shoot("model")
    page.evaluate("scrollTo(0, 0)")
    check_focus_rings(visit)


def check_contrasts(visit: Visit) -> None:
    contrasts = visit.page.evaluate(CONTRASTS)
    poor = [contrast for contrast in contrasts if not contrast["enough"]]
    visit.checks.that(contrasts and not poor, "every text has the contrast that WCAG AA asks for",
                      poor[:5] or f"least {contrasts[0]['ratio']:.1f} of {len(contrasts)}")
    visit.checks.equal(nameless(visit), [], "every control has a name for screen readers")


def check_focus_rings(visit: Visit) -> None:
    page = visit.page
    page.evaluate("document.activeElement.blur()")
    without = []
    for _ in range(14):
        page.keyboard.press("Tab")
        # After the last control the focus leaves the page.
        if not page.evaluate("""() => document.activeElement === document.body || [document.activeElement, document.activeElement.parentElement]
            .some((element) => getComputedStyle(element).outlineStyle === "solid")"""):
            without.append(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
    visit.checks.equal(without, [], "what has the focus has a ring")


def nameless(visit: Visit) -> list[str]:
    tree = visit.devtools.send("Accessibility.getFullAXTree")["nodes"]
    controls = {"button", "textbox", "radio", "link", "image", "progressbar"}
    return [
        node["role"]["value"] for node in tree
        if node.get("role", {}).get("value") in controls and not node["ignored"] and not node.get("name", {}).get("value")
    ]


def check_sizes(chromium: Browser, address: str, checks: Checks) -> None:
    """Nothing sticks out at the side, and the paper fits, from small phones to large screens."""
    for width, height in ((320, 640), (844, 390), (820, 1180), (1024, 768), (1366, 650), (1920, 1080)):
        context = chromium.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.goto(address)
        box = page.locator("#paper").bounding_box()
        reaches = page.evaluate("document.scrollingElement.scrollWidth")
        fits = reaches <= width and box is not None and 160 <= box["height"] <= height and box["x"] + box["width"] <= width
        checks.that(fits, f"the page fits a window of {width} × {height}", f"{reaches} px, paper {box and round(box['width'])} px")
        context.close()


def check_sideways(chromium: Browser, address: str, checks: Checks) -> None:
    """On a phone held sideways the paper, the tools and the answer are seen at once; 331 is with a browser's own bar."""
    for width, height in ((568, 320), (667, 331), (667, 375), (844, 390), (932, 430)):
        context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.goto(address)
        boxes = [page.locator(part).bounding_box() for part in ("#paper", "#pens", "#undo", "#clear", "#seen", ".words", "#bars")]
        lowest = max(box["y"] + box["height"] for box in boxes if box)
        paper, bars = boxes[0], boxes[-1]
        fits = lowest <= height and all(boxes) and paper["width"] >= 200 and bars["height"] >= 70
        checks.that(fits, f"sideways, {width} × {height} shows paper and answer without scrolling",
                    f"down to {round(lowest)}, paper {round(paper['width'])}, bars {round(bars['height'])} px")
        context.close()


def check_theme_button(chromium: Browser, address: str, checks: Checks) -> None:
    context = chromium.new_context(viewport=SIZES["desktop"], color_scheme="light")
    page = context.new_page()
    page.goto(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    dark = page.evaluate(ground)
    checks.that(dark != light, "the button turns the page dark", dark)
    page.reload()
    checks.equal(page.evaluate(ground), dark, "and dark it stays")
    page.click("#theme")
    checks.equal(page.evaluate(ground), light, "until it is pressed again")
    context.close()


def check_reduced_motion(chromium: Browser, address: str, checks: Checks) -> None:
    context = chromium.new_context(viewport=SIZES["desktop"], reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    moving = page.evaluate("""[...document.querySelectorAll("*")]
        .filter((element) => parseFloat(getComputedStyle(element).transitionDuration) > 0).length""")
    checks.equal(moving, 0, "nothing moves for who wants no motion")
    context.close()
