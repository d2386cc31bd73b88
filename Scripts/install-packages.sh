#!/usr/bin/env bash
# Installs the Debian packages of the lists that are missing; does nothing, and needs no network, when none is.
#
#   Scripts/install-packages.sh [LIST…]      default: debian-packages.txt beside this script, what the build needs
set -euo pipefail
[[ $# -gt 0 ]] || set -- "$(dirname "$0")/debian-packages.txt"

missing=()
while read -r package; do
  [[ -z "$package" || "$package" == \#* ]] && continue
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done < <(cat "$@")
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || { echo "Run as root, or install sudo: missing packages: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "Installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
