#!/usr/bin/env python3
"""Follows every relative link of the documentation: the file must exist, and so must the heading
it points at. usage: links.py SOURCE_DIR"""
import pathlib
import re
import sys

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def without_code(text):
    text = FENCE.sub(lambda fence: "\n" * fence.group().count("\n"), text)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors_of(path):
    """The anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+\s+(.+?)\s*$", FENCE.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def fault_of(target, page, root):
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if root not in file.parents and file != root:
        return "leads out of the project"
    if not file.exists():
        return "no such file"
    if anchor and file.suffix == ".md" and anchor not in anchors_of(file):
        return "no such heading"
    return None


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pages = [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md")),
             *sorted((root / "src").rglob("*.md"))]
    links = faults = 0
    for page in pages:
        text = without_code(page.read_text(encoding="utf-8"))
        for match in LINK.finditer(text):
            target = match.group(1) or match.group(2)
            if SCHEME.match(target):
                continue
            links += 1
            fault = fault_of(target, page, root)
            if fault:
                faults += 1
                line = text.count("\n", 0, match.start()) + 1
                print(f"{page.relative_to(root)}:{line}: {target}: {fault}")
    print(f"{len(pages)} pages, {links} relative links, {faults} faults")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
