#!/usr/bin/env bash
# cross/try.sh BINARY: starts an arm64 tiffin under emulation until it is ready, then asks it to stop.
set -euo pipefail

binary=$1
# With a prefix, half of glibc comes from another package and every thread hangs: see README.md.
unset QEMU_LD_PREFIX
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
    echo "$1 What it said:" >&2
    cat "$work/log" >&2
    exit 1
}

seconds_since() {
    awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'
}

sections=$(aarch64-linux-gnu-readelf --wide --file-header --sections "$binary")
[[ $sections == *AArch64* ]] || { echo "$binary is not for arm64." >&2; exit 1; }
[[ $sections != *.symtab* ]] || { echo "$binary is not stripped." >&2; exit 1; }

started=$EPOCHREALTIME
exec {said}< <(TIFFIN_MDNS=false exec qemu-aarch64 "$binary" serve \
    --listen 127.0.0.1:0 --data-dir "$work/data" 2>"$work/log")
pid=$!
address=
while [ -z "$address" ] && read -r -t 120 -u "$said" line; do
    [[ $line =~ http://[0-9.]+:[0-9]+ ]] && address=${BASH_REMATCH[0]}
done
[ -n "$address" ] || fail "It did not say where it listens."

curl --silent --show-error --fail --output "$work/ready" \
    --retry 60 --retry-delay 1 --retry-max-time 120 --retry-all-errors --max-time 10 \
    "$address/health/ready" || fail "/health/ready did not answer 200."
ready_after=$(seconds_since "$started")
curl --silent --fail --max-time 30 --output "$work/page" "$address/counter" ||
    fail "/counter did not answer."
grep -q 'src="/assets/' "$work/page" || fail "The pages are not in the binary."

asked=$EPOCHREALTIME
kill -TERM "$pid"
timeout 15 tail --pid="$pid" -f /dev/null || fail "It was still there 15 s after SIGTERM."
code=0
wait "$pid" || code=$?
pid=
[ "$code" -eq 0 ] || fail "It ended with exit code $code."
stopped_after=$(seconds_since "$asked")

glibc=$(aarch64-linux-gnu-readelf --wide --dyn-syms "$binary" |
    grep -o 'GLIBC_[0-9.]*' | sort --version-sort --unique | tail -n 1)
cat <<END
$binary
  size           $(stat --format %s "$binary" | numfmt --to=iec-i --suffix=B --format %.1f)
  needs          $glibc or newer
  ready after    $ready_after s, under emulation
  stopped after  $stopped_after s
END
