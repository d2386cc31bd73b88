#!/usr/bin/env bash
# What must hold before a push: format, warnings as errors, tests with their structure rules, nothing large by accident.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== format"
git ls-files -z '*.swift' | xargs -0 swift format lint --strict

echo "== files over 500 lines"
if git ls-files '*.swift' '*.c' '*.cpp' '*.h' '*.py' | xargs wc -l | awk '$2 != "total" && $1 > 500 { print; bad = 1 } END { exit bad }'; then
  echo none
else
  exit 1
fi

echo "== files over 3 MB, float networks over 6 MB"
large=$(git ls-files -z | xargs -0 stat -c '%s %n' | awk '$1 > ($2 ~ /^Models\/[^\/]*\/network[.]onnx$/ ? 6291456 : 3145728)')
[[ -z "$large" ]] && echo none || { echo "$large"; exit 1; }

echo "== shell scripts"
for script in .ci/run Scripts/*.sh Fuzzing/run.sh; do bash -n "$script"; done

echo "== build (warnings are errors) and test"
make --no-print-directory test

echo "== Python tests of the scene renderer"
if python3 -c 'import numpy, PIL' 2>/dev/null; then
  (cd SceneRenderer && python3 -m unittest discover -s tests -q)
else
  echo "skipped: install numpy and Pillow to run them"
fi
echo "== Python tests of the training recipes"
for folder in Training/networks Training/crack-network Training/road-network Training/tree-network; do
  if python3 -c 'import numpy, cv2, onnx, onnxruntime, torch' 2>/dev/null; then
    (cd "$folder" && python3 -m unittest discover -s tests -q)
  else
    echo "$folder skipped: install its requirements.txt to run them"
  fi
done
echo "All checks passed."
