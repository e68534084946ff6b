#!/usr/bin/env python3
"""Proves that every header of src/ compiles alone, with as few calls of the compiler as that takes.

A header is proved when it compiles after nothing but files that it includes itself. So one unit
proves its header, and every header met on the way before which only files were read that this one
includes too; and what many headers include is compiled once, ahead, for those that include it.

usage: headers.py SOURCE_DIR WORK_DIR JOBS COMPILER FLAG..."""
import concurrent.futures
import functools
import pathlib
import re
import subprocess
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|(<[^>]+>))', re.MULTILINE)
# What many headers include and what takes long to read, the longest first: a unit gets the first of
# these of which its header includes everything.
AHEAD = [
    ["<chrono>", "<string>", "<nlohmann/json.hpp>"],
    ["<chrono>", "<memory>", "<string>", "<tl/expected.hpp>"],
    ["<chrono>", "<string>", "<tl/expected.hpp>"],
    ["<chrono>", "<string>"],
    ["<string>"],
    [],
]


class Headers:
    def __init__(self, folder):
        self.includes = {}
        for path in folder.rglob("*.hpp"):
            found = INCLUDE.findall(path.read_text(encoding="utf-8"))
            self.includes[path.relative_to(folder).as_posix()] = [own or lib for own, lib in found]

    @functools.lru_cache(maxsize=None)
    def all_of(self, header):
        """Every file that `header` includes, by way of our own headers; of a library's, its name."""
        names = set(self.includes.get(header, ()))
        return names.union(*(self.all_of(name) for name in self.includes.get(header, ())))

    def proved_by(self, header, ahead):
        """The headers that a unit proves which reads the files `ahead`, then `header`."""
        read, met, proved = set(ahead), set(), set()

        def meet(name):
            if name in met:
                return
            met.add(name)
            if name in self.includes and read <= self.all_of(name):
                proved.add(name)
            for inner in self.includes.get(name, ()):
                meet(inner)
            read.add(name)

        meet(header)
        return proved

    def units(self):
        """(header, which of AHEAD) until all are proved, those that include most first."""
        proved = set()
        for header in sorted(self.includes, key=lambda name: (-len(self.all_of(name)), name)):
            if header not in proved:
                which = next(i for i, names in enumerate(AHEAD) if self.all_of(header).issuperset(names))
                proved |= self.proved_by(header, AHEAD[which])
                yield header, which


def compiled(command, text):
    return subprocess.run(command, input=text, text=True, capture_output=True, check=False)


def compile_ahead(compiler, path, names):
    """Makes `path`, a header of `names`, and precompiles it."""
    path.write_text("".join(f"#include {name}\n" for name in names), encoding="utf-8")
    result = compiled([*compiler, "c++-header", str(path), "-o", f"{path}.gch"], "")
    if result.returncode:
        sys.exit(result.stderr)
    return path


def main():
    source, work, jobs = pathlib.Path(sys.argv[1]) / "src", pathlib.Path(sys.argv[2]), int(sys.argv[3])
    compiler = [*sys.argv[4:], "-x"]
    work.mkdir(parents=True, exist_ok=True)
    ahead = [compile_ahead(compiler, work / f"ahead_{i}.hpp", names) for i, names in enumerate(AHEAD)]

    def fault_of(unit):
        header, which = unit
        command = [*compiler, "c++", "-fsyntax-only", "-include", str(ahead[which]), "-"]
        result = compiled(command, f'#include "{header}"\n')
        return f"{header} does not compile alone:\n{result.stderr}" if result.returncode else None

    headers = Headers(source)
    units = list(headers.units())
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        faults = [fault for fault in pool.map(fault_of, units) if fault]
    print("".join(faults) + f"{len(headers.includes)} headers, {len(units)} units, {len(faults)} faults")
    return 1 if faults or not units else 0


if __name__ == "__main__":
    sys.exit(main())
