#!/usr/bin/env python3
"""Writes one HTML page that shows the posts of a feed beside their published translations.

usage: demo_page.py FEED.xml PAGE.html LANGUAGE=ATOM.xml...

Posts and entries are matched by their link. Everything read is shown as text: no markup of a feed
reaches the page.
"""
import html
import re
import sys
import xml.etree.ElementTree as xml
from html.parser import HTMLParser

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
NAMES = {"en": "English", "es": "Español", "ca": "Català", "gl": "Galego"}

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fafafa }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th { text-align: left; padding: .5rem }
td { vertical-align: top; padding: .75rem .5rem; border-top: 1px solid #ccc;
     white-space: pre-line; overflow-wrap: anywhere }
td:first-child { color: #555 }
.none { color: #888; font-style: italic }
"""


class Text(HTMLParser):
    """The visible text of a piece of HTML, with a line a block."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attributes):
        if tag in ("br", "li"):
            self.parts.append("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag):
        if tag in ("p", "ul", "ol", "pre", "blockquote"):
            self.parts.append("\n\n")

    def handle_data(self, data):
        self.parts.append(data)


def plain(markup):
    reader = Text()
    reader.feed(markup)
    reader.close()
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def with_alt_texts(text, alt_texts):
    return "\n\n".join([text] + [f"🖼 {alt}" for alt in alt_texts if alt])


def read_posts(path):
    """(link, title, text) of each post of an RSS feed, oldest first as glossd publishes them."""
    posts = []
    for item in xml.parse(path).iter("item"):
        title = item.findtext("title", "")
        text = plain(item.findtext("description", ""))
        alts = [node.text or "" for node in item.iter(MEDIA + "description")]
        posts.append((item.findtext("link", ""), title, with_alt_texts(text, alts)))
    return posts[::-1]


def read_entries(path):
    """link -> (title, text) of each entry of an Atom feed that glossd wrote."""
    entries = {}
    for entry in xml.parse(path).iter(ATOM + "entry"):
        links = {link.get("rel", "alternate"): link.get("href", "")
                 for link in entry.iter(ATOM + "link")}
        alts = [link.get("title", "") for link in entry.iter(ATOM + "link")
                if link.get("rel") == "enclosure"]
        text = plain(entry.findtext(ATOM + "content", ""))
        title = entry.findtext(ATOM + "title", "")
        entries[links.get("alternate", "")] = (title, with_alt_texts(text, alts))
    return entries


def cell(title, text):
    heading = f"<b>{html.escape(title)}</b>\n\n" if title else ""
    return f"<td>{heading}{html.escape(text)}</td>"


def translated_cell(entry, titled):
    """An entry of Atom always has a title; it says something only when the post had one."""
    if not entry:
        return '<td class="none">not published</td>'
    title, text = entry
    return cell(title if titled else "", text)


def page(posts, translations):
    languages = ["en", *translations]
    head = "".join(f'<th lang="{tag}">{NAMES.get(tag, tag)}</th>' for tag in languages)
    rows = []
    for link, title, text in posts:
        cells = [translated_cell(entries.get(link), bool(title))
                 for entries in translations.values()]
        rows.append(f"<tr>{cell(title, text)}{''.join(cells)}</tr>")
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>glossd demo</title><style>{STYLE}</style></head>\n<body>"
            f"<h1>What was read, and what was published</h1>\n"
            f"<p>Translated offline by Apertium. A post whose content was published before under "
            f"another address is not published again.</p>\n"
            f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(rows) +
            "\n</tbody></table></body></html>\n")


def main():
    feed, target, *pairs = sys.argv[1:]
    translations = {language: read_entries(path)
                    for language, path in (pair.split("=", 1) for pair in pairs)}
    with open(target, "w", encoding="utf-8") as file:
        file.write(page(read_posts(feed), translations))


if __name__ == "__main__":
    main()
