#!/bin/sh
# Every example configuration passes `glossd check`, with a made-up value for each variable that it
# takes a secret from. usage: examples.sh GLOSSD SOURCE_DIR
set -eu
glossd=$1
cd "$2"
for pair in eng-spa eng-cat en-gl; do
    if [ ! -e "/usr/share/apertium/modes/$pair.mode" ]; then
        echo "skipped: the language pair $pair is not installed"
        exit 77
    fi
done

failed=0
checked=0
for file in config/*.toml data/demo/glossd.toml; do
    checked=$((checked + 1))
    variables=$(sed -n 's/^[^#]*env *= *"\([A-Z0-9_]*\)".*/\1=made-up-\1/p' "$file")
    # shellcheck disable=SC2086  # one word a variable
    env $variables "$glossd" -c "$file" check || {
        failed=$((failed + 1))
        echo "$file does not pass" >&2
    }
done
echo "$checked configurations, $failed do not pass"
[ "$failed" -eq 0 ]
