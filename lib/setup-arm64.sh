# shellcheck shell=bash
# An emulated ARM64 machine, and everything of ours built for it: see lib/Measurement/Hosts/EmulatedMachine.cs, which
# starts it. Debian packages only, unpacked below .tools/. This file is a part of setup.sh.
arm64=$tools/arm64
machine=$arm64/machine

arm64_machine() {
  if [ "$architecture" = arm64 ]; then say arm64 "this machine is one: nothing to emulate"; return; fi
  command -v apt-get >/dev/null || fail arm64 "the emulated machine is made of Debian packages, and this system has no apt-get."
  arm64_tools
  emulator
  arm64_programs
  if [ -f "$machine/root.cpio" ] && ! newer "$machine/root.cpio" "$root/lib/native/machine" "$root/lib/setup-arm64.sh"; then
    say arm64 "the emulated machine is up to date"
    return
  fi
  act arm64 "making the emulated machine's root file system (70 MB of packages, some seconds)" make_machine
}

arm64_tools() {
  local program missing=() packages=()
  for program in ssh:openssh-client ssh-keygen:openssh-client mke2fs:e2fsprogs setpriv:util-linux cpio:cpio; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${program%:*}" >/dev/null || { missing+=("${program%:*}"); packages+=("${program#*:}"); }
  done
  ((${#missing[@]} == 0)) && return
  is_root || fail arm64 "missing: ${missing[*]}. Run: sudo apt-get install ${packages[*]}"
  act arm64 "updating Debian's package lists" apt-get update
  apt_install arm64 "${packages[@]}"
}

# QEMU 7 runs one program at several speeds in one machine; 10 is the oldest that was tried and does not.
emulator() {
  local version
  version=$(qemu-system-aarch64 --version 2>/dev/null | sed -n 's/^QEMU emulator version \([0-9]*\).*/\1/p' || true)
  if [ "${version:-0}" -ge 10 ] || [ -x "$built/qemu-system-aarch64/usr/bin/qemu-system-aarch64" ]; then
    say arm64 "QEMU is there"
    return
  fi
  act arm64 "unpacking QEMU of Debian trixie into .tools/$architecture/qemu-system-aarch64 (40 MB of packages)" \
    unpack qemu-system-aarch64 trixie qemu-system-arm
}

# The C library to build for ARM64 with, the programs of ours, and the library that the Wasmtime host needs.
arm64_programs() {
  local version library
  if [ ! -d "$arm64/sysroot" ]; then
    act arm64 "unpacking an ARM64 C library to build with (20 MB of packages)" arm64_sysroot
  fi
  version=$(sed -n 's/.*Include="Wasmtime" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
  library=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//; s:/*$:/:')wasmtime/$version/runtimes/linux-arm64/native/libwasmtime.so
  [ -f "$library" ] || $dry_run || fail arm64 "the NuGet package Wasmtime $version has no libwasmtime.so for ARM64: $library is missing."
  cmp -s "$library" "$arm64/bin/libwasmtime.so" || $dry_run || install -D "$library" "$arm64/bin/libwasmtime.so"
  architecture=arm64 built=$arm64 c_build arm64 "the probe and the Wasmtime host for ARM64" lib/native native \
    "-DCMAKE_TOOLCHAIN_FILE=$root/workloads/cmake/to-arm64.cmake" "-DWASMTIME_LIBRARY_DIR=$arm64/bin" "-DWASMTIME_VERSION=$version"
  architecture=arm64 workloads
}

# The release with the oldest C library that is still served, so that what is built with it runs on most machines.
arm64_sysroot() {
  local status=0
  unpack_packages "$arm64/sysroot.new" bookworm arm64 libc6-dev libgcc-12-dev && mv "$arm64/sysroot.new" "$arm64/sysroot" || status=$?
  rm -rf "$arm64/sysroot.new"
  return $status
}

make_machine() {
  local new=$machine.new status=0
  rm -rf "$new" && mkdir -p "$new" && machine_files "$new" && rm -rf "$new/root" "$machine" && mv "$new" "$machine" || status=$?
  rm -rf "$new"
  return $status
}

machine_files() { # FOLDER
  ssh-keygen -q -t ed25519 -N "" -C "" -f "$1/key" && machine_kernel "$1/vmlinuz" && machine_root "$1" || return
  (cd "$1/root" && find . -print0 | cpio --quiet --null -o -H newc -R 0:0) >"$1/root.cpio"
}

# It has all drivers that the machine needs built in, so its modules are left out.
machine_kernel() { # FILE
  local apt package status=0
  apt=$(mktemp -d)
  private_apt "$apt" trixie arm64 &&
    package=$(apt-cache "${apt_options[@]}" depends linux-image-cloud-arm64 | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -1) &&
    (cd "$apt/archives" && apt-get "${apt_options[@]}" download "$package") &&
    dpkg -x "$apt/archives/linux-image-"*.deb "$apt/kernel" && cp "$apt"/kernel/boot/vmlinuz-* "$1" || status=$?
  rm -rf "$apt"
  return $status
}

# A shell, an ssh server, the newest WasmEdge, and libraries that other runtimes need.
machine_root() { # FOLDER
  local files=$1/root release folder
  for release in sid trixie; do
    rm -rf "$files"
    unpack_packages "$files" $release arm64 wasmedge busybox-static dropbear-bin libstdc++6 libgcc-s1 zlib1g libffi8 && break
  done
  [ -x "$files/usr/bin/wasmedge" ] || return
  rm -rf "$files"/usr/share/{doc,man,locale,lintian,bash-completion}
  mkdir -p "$files"/{dev,proc,sys,tmp,run,work,opt,etc/dropbear}
  # Some packages still have files below /lib, others below /usr/lib: they are one.
  for folder in bin sbin lib; do
    mkdir -p "$files/usr/$folder"
    if [ -d "$files/$folder" ] && [ ! -L "$files/$folder" ]; then cp -a "$files/$folder/." "$files/usr/$folder/" && rm -rf "${files:?}/$folder"; fi
    [ -e "$files/$folder" ] || ln -s "usr/$folder" "$files/$folder"
  done
  # What asks for a program's libraries finds the loader by this name.
  printf '#!/bin/sh\nexec /lib/ld-linux-aarch64.so.1 --list "$1"\n' >"$files/usr/bin/ldd"
  chmod 755 "$files/usr/bin/ldd"
  install -m 755 "$root/lib/native/machine/init" "$files/init"
  ln -sf busybox "$files/usr/bin/sh"
  echo root:x:0:0:root:/run/root:/bin/sh >"$files/etc/passwd"
  echo "PRETTY_NAME=\"Debian GNU/Linux $release\"" >"$files/etc/os-release"
  cp "$1/key.pub" "$files/etc/authorized_keys"
}
