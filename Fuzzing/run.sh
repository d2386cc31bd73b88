#!/usr/bin/env bash
# Fuzzes what reads photos, sidecars, models and labels: run.sh SECONDS [TARGET...], with AddressSanitizer, on one core.
#
# The seconds are shared out evenly, in rounds, so that each target gets its turn early. A finding stops the run with
# status 1 and lies in .build/findings: run the fuzzer named in the log on that file alone, fix it, and add the input
# to the fixtures. What was learned stays in .build/corpus for the next run.
set -euo pipefail
cd "$(dirname "$0")"
[[ $# -ge 1 ]] || { echo "usage: $0 SECONDS [TARGET...]" >&2; exit 2; }
seconds=$1
shift
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || targets=(jpeg exif xmp sidecar weights onnx png coco yolo)
round=300

# Traps and precondition failures are kept in release builds; -enable-testing opens what is internal to the fuzzers. Both
# sanitizers stand in one flag: of two --sanitize options Swift would take either, as it happens.
swift build -c release -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing \
  -Xcc -fsanitize=fuzzer-no-link,address -Xcxx -fsanitize=fuzzer-no-link,address
rm -rf .build/seeds
python3 seeds.py .build/seeds
mkdir -p .build/findings
declare -A executed
share=$((seconds / ${#targets[@]}))
for ((done = 0; done < share; done += round)); do
  slice=$((share - done < round ? share - done : round))
  for target in "${targets[@]}"; do
    mkdir -p ".build/corpus/$target"
    log=.build/findings/$target.log
    status=0
    # Leak detection is left out: the Swift runtime keeps metadata that it never frees.
    ASAN_OPTIONS=detect_leaks=0 ".build/release/fuzz-$target" ".build/corpus/$target" ".build/seeds/$target" \
      -dict=dictionary.txt -max_total_time="$slice" -max_len=32768 -timeout=10 -rss_limit_mb=2048 \
      -print_final_stats=1 -artifact_prefix=".build/findings/$target-" >"$log" 2>&1 || status=$?
    count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    executed[$target]=$((${executed[$target]:-0} + ${count:-0}))
    echo "$target: $slice s, ${count:-0} inputs, status $status, coverage $(grep -oE 'cov: [0-9]+' "$log" | tail -1)"
    if [[ $status -ne 0 ]]; then
      tail -40 "$log"
      exit 1
    fi
  done
done
for target in "${targets[@]}"; do echo "$target: ${executed[$target]} inputs in $share s, nothing found"; done
