#!/bin/sh
# units.sh PROGRAM SOURCE-DIRECTORY: the units of systemd/ are understood whole, and the services
# are shut in tightly: an exposure of 1.5 at most, as `systemd-analyze security` counts it.
set -eu
program=$1
source=$2

command -v systemd-analyze >/dev/null || {
    echo "skipped: there is no systemd-analyze"
    exit 77
}

# verify wants the programs that are named to be there: the one just built stands in.
units=$(mktemp -d)
trap 'rm -rf "$units"' EXIT
for unit in "$source"/systemd/*; do
    sed "s|/usr/bin/glossd|$program|; /^Documentation=file:/d" "$unit" >"$units/$(basename "$unit")"
done

# What it says of the machine's own units is not about ours.
complaints=$(systemd-analyze verify --man=no "$units"/* 2>&1 | grep glossd) || true
if [ -n "$complaints" ]; then
    echo "$complaints"
    exit 1
fi

for unit in "$units"/*.service; do
    # The threshold counts in tenths.
    systemd-analyze security --offline=true --no-pager --threshold=15 "$unit" >"$units/report" || {
        cat "$units/report"
        exit 1
    }
    tail -1 "$units/report"
done
