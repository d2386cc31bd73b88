#!/usr/bin/env bash
# Formats every Swift file in place.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files -z -co --exclude-standard '*.swift' | xargs -0 swift format format --in-place
