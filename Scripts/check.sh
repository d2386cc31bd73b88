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

echo "== files over 3 MB, networks over 4 MB in integers and 8 MB in floats (Documentation/Decisions/0010)"
large=$(git ls-files -z | xargs -0 stat -c '%s %n' | awk '{ most = 3145728 }
  $2 ~ /^Models\/[^\/]*\/weights[.]int8$/ { most = 4194304 }
  $2 ~ /^Models\/[^\/]*\/network[.]onnx$/ { most = 8388608 }
  $1 > most')
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
