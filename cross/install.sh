#!/usr/bin/env bash
# Puts on this Debian machine what building for 64-bit ARM and trying the result needs.
set -euo pipefail

packages=(rustc-web libstd-rust-web-dev:arm64 gcc-aarch64-linux-gnu libc6-dev-arm64-cross curl)
emulator=qemu-user

if type /usr/bin/rustc aarch64-linux-gnu-gcc qemu-aarch64 curl >/dev/null 2>&1 &&
    [ -d /usr/lib/rustlib/aarch64-unknown-linux-gnu ] &&
    [ -f /usr/aarch64-linux-gnu/include/stdio.h ]; then
    exit 0
fi
. /etc/os-release
if [ "$(id -u)" -ne 0 ]; then
    echo "As root: cross/install.sh, which adds the architecture arm64 and the packages" \
        "${packages[*]} $emulator" >&2
    exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt=(apt-get -qq -o DPkg::Lock::Timeout=300)
dpkg --add-architecture arm64
# Debian 12 has a newer emulator in its backports, from the mirror the machine already uses.
newer=()
if [ "$VERSION_CODENAME" = bookworm ]; then
    newer=(-t bookworm-backports)
    list=/etc/apt/sources.list.d/tiffin-cross.list
    main=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Created-By: Packages')
    echo "deb ${main%%$'\n'*} bookworm-backports main" >"$list"
fi
"${apt[@]}" update
"${apt[@]}" install --yes --no-install-recommends "${packages[@]}" >/dev/null
"${apt[@]}" install --yes --no-install-recommends "${newer[@]}" "$emulator" >/dev/null
