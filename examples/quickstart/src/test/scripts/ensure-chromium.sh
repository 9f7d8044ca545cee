#!/usr/bin/env bash
# Makes sure that the browser of the page test is there: ensure-chromium.sh [file]. Installs Debian's chromium package
# when it is not, where apt-get is found and may be used; says what to do elsewhere.
set -euo pipefail

chromium=${1:-/usr/bin/chromium}

give_up() {
  echo "The page test needs a Chromium at $chromium: $1." >&2
  echo "Install it, name another with -Dquickstart.chromium=/path/to/it, or build without tests: -DskipTests" >&2
  exit 1
}

if [[ -x "$chromium" ]]; then
  exit 0
fi
command -v apt-get >/dev/null || give_up "there is none, nor apt-get to install it"

as_root=()
if [[ "$(id -u)" != 0 ]]; then
  command -v sudo >/dev/null || give_up "there is none, nor sudo to install it"
  as_root=(sudo -n)
fi
echo "Installing Debian's chromium package for the page test"
"${as_root[@]}" apt-get -q update &&
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y chromium ||
  give_up "apt-get could not install it"
[[ -x "$chromium" ]] || give_up "Debian's package put it elsewhere"
