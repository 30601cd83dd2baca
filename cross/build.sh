#!/usr/bin/env bash
# Builds the release binary for 64-bit ARM with the pages in it. The pages are built before.
set -euo pipefail
cd "$(dirname "$0")/.."

target=aarch64-unknown-linux-gnu
# Debian's compiler, because it comes with Debian's std for arm64; in a folder of its own, because
# it is another version than the one of the native builds.
export RUSTC=/usr/bin/rustc
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}/cross
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc

cargo build --release --locked --target "$target" "$@"
