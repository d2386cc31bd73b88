#!/usr/bin/env bash
# Holds the network kernels against their scalar specification outside the test suite: check-instruction-sets.sh [native|sanitize|arm|build].
#
#   native    every variant this processor has (default)
#   sanitize  the same under the address and undefined-behaviour sanitizers
#   arm       the NEON variant in qemu: apt install qemu-user gcc-aarch64-linux-gnu
#   build     only builds a static program, .build/check-rows-build, for another machine or an emulator of one
#
# AMX and AVX-VNNI can be emulated by Bochs 3 with the CPU model corei7_sapphire_rapids: see Documentation/Networks.md.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-native}
rows=${ROWS:-2000}
mkdir -p .build
sources=(Sources/CNetworks/*.c Tests/CNetworksCheck/*.c Tests/CNetworksCheck/emulated/main.c)
options=(-std=gnu11 -O3 -Wall -Wextra -Werror -ISources/CNetworks/include -ITests/CNetworksCheck/include)
case $mode in
  native)
    clang "${options[@]}" "${sources[@]}" -lm -o .build/check-rows-$mode
    .build/check-rows-$mode "$rows" ;;
  sanitize)
    clang "${options[@]}" -g -fuse-ld=lld -fsanitize=address,undefined -fno-sanitize-recover=all "${sources[@]}" -lm \
      -o .build/check-rows-$mode
    .build/check-rows-$mode "$rows" ;;
  arm)
    clang --target=aarch64-linux-gnu -fuse-ld=lld "${options[@]}" -static "${sources[@]}" -lm -o .build/check-rows-$mode
    qemu-aarch64 -cpu max .build/check-rows-$mode "$rows" ;;
  build)
    clang "${options[@]}" -static "${sources[@]}" -lm -o .build/check-rows-$mode
    echo .build/check-rows-$mode ;;
  *) sed -n '2,7p' "$0" >&2; exit 64 ;;
esac
