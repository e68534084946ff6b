# Which distribution packages glossd needs, and installing those that are missing. Sourced.

build_packages='g++ cmake ninja-build pkg-config ca-certificates
    libcpp-httplib-dev libssl-dev zlib1g-dev libbrotli-dev nlohmann-json3-dev
    libsqlitecpp-dev libsqlite3-dev libuv1-dev libspdlog-dev libfmt-dev libtomlplusplus-dev
    libexpected-dev libpugixml-dev libgumbo-dev libutf8proc-dev libcld2-dev libre2-dev
    libcli11-dev prometheus-cpp-dev doctest-dev
    dpkg-dev file'  # these two for `cpack`

# The offline engine with English to Spanish, Catalan and Galician.
apertium_packages='apertium apertium-eng-spa apertium-eng-cat apertium-en-gl'

demo_packages="$build_packages $apertium_packages python3"
test_packages="$demo_packages python3-jsonschema openssl nginx-light prometheus git"
# The preset asan is built with clang: it takes about 60 % of g++'s time for the checks, and every
# change is then read by a second compiler.
asan_packages='clang libclang-rt-dev'

# The packages of the arguments that are not installed, one a line.
missing_packages() {
    for package in "$@"; do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=
        [ "$status" = installed ] || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

cannot_install() {
    {
        echo "These packages are missing, and $1:"
        echo "$missing" | fold -s -w 90 | sed 's/^/    /'
        echo "Install them (apt-get install ...) and run this again."
    } >&2
    exit 1
}

# Installs what is missing of the arguments; asks for nothing when all is there.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "== Packages: not a Debian or Ubuntu system; going on with the libraries it has"
        return
    fi
    missing=$(missing_packages "$@" | tr '\n' ' ')
    if [ -z "$missing" ]; then
        echo "== Packages: all there"
        return
    fi
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        cannot_install 'neither root nor sudo is at hand'
    fi
    echo "== Packages: installing $missing"
    # The lists may be old or absent; when they cannot be had, the install says what it misses.
    apt_get update || echo 'The package lists could not be renewed; trying with the old ones.' >&2
    keep_services_quiet
    # shellcheck disable=SC2086  # one word a package
    if apt_get install -y --no-install-recommends $missing; then installed=yes; else installed=no; fi
    let_services_start
    [ "$installed" = yes ] || cannot_install 'apt-get could not install them'
}

# nginx and prometheus are there for tests: installing them must not start a server on this machine.
policy=/usr/sbin/policy-rc.d
keep_services_quiet() {
    our_policy=no
    case " $missing" in *' nginx-light '* | *' prometheus '*) ;; *) return ;; esac
    [ ! -e "$policy" ] || return 0
    our_policy=yes
    trap let_services_start EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
}

let_services_start() {
    [ "$our_policy" = yes ] || return 0
    our_policy=no
    as_root rm -f "$policy"
    trap - EXIT HUP INT TERM
}
