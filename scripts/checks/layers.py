#!/usr/bin/env python3
"""Reads the include graph of src/ against layers.txt and names every arrow that runs up, sideways
or past the folder that wraps a library. usage: layers.py SOURCE_DIR"""
import pathlib
import re
import sys

TABLE = pathlib.Path(__file__).with_name("layers.txt")
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|(<[^>]+>))', re.MULTILINE)


def read_table():
    """(folder -> its line), (folder -> folders it may not include), (header prefix -> folders)."""
    level, refused, libraries = {}, {}, {}
    for number, line in enumerate(TABLE.read_text().splitlines()):
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0].startswith("<"):
            libraries[words[0]] = words[1:]
            continue
        for word in words:
            folder, *exceptions = word.split("!")
            level[folder] = number
            refused[folder] = exceptions
    return level, refused, libraries


def folder_of(path):
    return path.parts[0]


def fault_of_own(folder, included, source, level, refused):
    if not (source / included).is_file():
        return "no such file below src/"
    to = folder_of(pathlib.PurePath(included))
    if to == folder:
        return None
    if to not in level:
        return f"{to}/ is not in {TABLE.name}"
    if level[to] < level[folder]:
        return f"an arrow up: {folder}/ stands below {to}/"
    if level[to] == level[folder]:
        return f"an arrow sideways: {folder}/ and {to}/ stand side by side"
    if to in refused[folder]:
        return f"{folder}/ may not include {to}/"
    return None


def fault_of_library(folder, included, libraries):
    for prefix, folders in libraries.items():
        if included.startswith(prefix) and folder not in folders and "*" not in folders:
            return f"only {', '.join(f + '/' for f in folders) or 'tests'} may include it"
    return None


def faults_in(file, source, table):
    level, refused, libraries = table
    folder = folder_of(file.relative_to(source))
    if folder not in level:
        yield 1, folder, f"{folder} is not in {TABLE.name}"
        return
    text = file.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        own, library = match.groups()
        fault = (fault_of_own(folder, own, source, level, refused) if own
                 else fault_of_library(folder, library, libraries))
        if fault:
            yield text.count("\n", 0, match.start(1 if own else 2)) + 1, own or library, fault


def main():
    source = pathlib.Path(sys.argv[1]) / "src"
    table = read_table()
    files = sorted(path for path in source.rglob("*") if path.suffix in (".hpp", ".cpp"))
    faults = 0
    for file in files:
        for line, what, fault in faults_in(file, source, table):
            faults += 1
            print(f"{file.relative_to(source.parent)}:{line}: {what}: {fault}")
    print(f"{len(files)} files, {faults} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
