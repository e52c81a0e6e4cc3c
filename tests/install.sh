#!/bin/sh
# Install what the tests need besides Python packages.
#
# System packages (Debian and its children, when this is root or sudo asks nothing):
#   chromium               the browser that reads the site and works at the desk
#   default-jre-headless   runs the Nu Html Checker
#   nodejs, npm            run axe-core, Lighthouse and Readability
#   postgresql             the second database that the newsroom's tests run on
#   curl                   asks as the tutorial does
#   gettext                checks the translations
#   nginx, wrk, varnish    what the benches measure beside, and with
# npm tools: those of tests/browser/package.json, at the versions of its lock file.
#
# Elsewhere it says what is missing and ends with 1; tests that lack a tool are then skipped with
# the reason, or fail where CI=true.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

missing=""
need() { # need PROGRAM PACKAGE...
    program=$1
    shift
    command -v "$program" >/dev/null 2>&1 || missing="$missing $*"
}
need chromium chromium
need java default-jre-headless
need node nodejs
need npm npm
need curl curl
need msgfmt gettext
need nginx nginx-light
need wrk wrk
need varnishd varnish
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"

if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Missing:$missing. Install them with this system's package manager, then run this again." >&2
        exit 1
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        echo "Missing:$missing. As root, run: apt-get install$missing" >&2
        exit 1
    fi
    echo "Installing:$missing"
    $as_root apt-get update -qq
    # No service is started: the tests start their own PostgreSQL, on a port of its own.
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# Nothing is run on installing, and so no tool fetches a program of its own.
if ! cmp -s "$here/browser/package-lock.json" "$here/browser/node_modules/.installed-lock.json"; then
    echo "Installing the npm tools of tests/browser"
    (cd "$here/browser" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$here/browser/package-lock.json" "$here/browser/node_modules/.installed-lock.json"
fi
