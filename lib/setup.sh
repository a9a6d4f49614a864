#!/usr/bin/env bash
# Installs or builds what is missing, and says so. Idempotent: a second call does nothing and takes about a second.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
tools="$root/.tools"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=x86-64 ;; esac
built="$tools/$architecture"
dry_run=false quiet=false only=all with=()

usage() {
  cat <<'TEXT'
Usage: ./analysis setup [--dry-run] [--quiet] [--only PART] [--with arm64 | sqlite | questions]

Installs or builds what is missing: toolchain, library, probe, Wasmtime host, workloads, other runtimes, Docker engine,
base images.

  --dry-run     print the steps, and do nothing
  --quiet       print only what is changed and what fails
  --only PART   sdk, toolchain, library, probe, workloads, runtimes, docker, images (two base images with a distribution),
                tests (the tests' own C programs), arm64, sqlite, questions
  --with arm64  everything, and an emulated ARM64 machine for --host arm64-vm: a minute, some 130 MB of packages, half a GB of disk
  --with sqlite everything, and SQLite's benchmark for --plan sqlite: a minute, 14 MB of sources
  --with questions
                everything, and the programs of --plan trees and --plan growth that take long to build: a minute or two

Base images are made by this command alone, not by the set-up that other commands begin with.

Everything that is built stays in .tools/ and lib/bin/ of this checkout. Only root installs Debian packages; for other
users setup prints the command to run.
TEXT
}

while (($#)); do
  case $1 in
    --dry-run) dry_run=true ;;
    --quiet) quiet=true ;;
    --with)
      case ${2-} in arm64 | sqlite | questions) with+=("$2") ;; *) echo "setup: --with takes arm64, sqlite or questions, not '${2-}': see ./analysis setup --help" >&2; exit 2 ;; esac
      shift
      ;;
    --only) only=${2-}; shift $(($# > 1)) ;;
    --help | -h) usage; exit 0 ;;
    *) echo "setup: unknown option '$1': see ./analysis setup --help" >&2; exit 2 ;;
  esac
  shift
done

say() { $quiet || printf '%-12s %s\n' "$1" "$2"; }
tell() { printf '%-12s %s\n' "$1" "$2" >&2; }
fail() { tell "$1" "$2"; exit 1; }
act() { # PART WHAT COMMAND...: runs the command; its output is shown only if it fails
  local part=$1 what=$2 log status=0
  shift 2
  tell "$part" "$what"
  $dry_run && { echo "             $*"; return; }
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  if ((status)) && grep -q "No space left on device" "$log"; then
    rm -f "$log"
    fail "$part" "the disk is full, so this was not done: $what. Make room below .tools or $(dirname "$(mktemp -u)"), and run it again."
  fi
  if ((status)); then tail -n 40 "$log" >&2; fi
  rm -f "$log"
  ((status == 0)) || fail "$part" "failed: $*"
}
is_root() { [ "$(id -u)" = 0 ]; }

system() {
  if [ "$(uname -s)" != Linux ]; then
    fail system "$(uname -s) is not supported: launches are measured with Linux system calls. Use a Linux machine, WSL2 on Windows, or a Linux virtual machine or container on macOS."
  fi
  case $(uname -m) in x86_64 | aarch64) ;; *) fail system "$(uname -m) is not supported: x86_64 and aarch64 are." ;; esac
  if ! { [ -d "${TMPDIR:-/tmp}" ] && [ -w "${TMPDIR:-/tmp}" ]; }; then
    fail system "there is no folder for temporary files: '${TMPDIR:-/tmp}' is none that you can write to. Make it, or set TMPDIR to another."
  fi
}

sdk() {
  local version
  command -v dotnet >/dev/null || fail sdk "no dotnet on PATH: install the .NET 10 SDK (https://dotnet.microsoft.com/download)."
  version=$(dotnet --version 2>/dev/null) || fail sdk "no .NET SDK fits global.json: install the .NET 10 SDK (https://dotnet.microsoft.com/download)."
  say sdk ".NET SDK $version"
}

compiles_wasm() { echo 'int main(void){return 0;}' | clang --target=wasm32-wasi -x c - -o /dev/null 2>/dev/null; }

toolchain_packages() {
  local clang_version
  clang_version=$(apt-cache show clang 2>/dev/null | sed -n 's/^Version: 1:\([0-9]*\).*/\1/p' | head -1)
  echo "clang lld wasi-libc libclang-rt-${clang_version:-14}-dev-wasm32 cmake ninja-build fonts-dejavu-core"
}

apt_install() { # PART PACKAGE...
  local part=$1
  shift
  act "$part" "installing Debian packages: $*" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"
}

# Without a font a figure's texts have no width.
has_font() { [ -n "$(find -L /usr/share/fonts ~/.local/share/fonts ~/.fonts -name '*.[to]tf' -print -quit 2>/dev/null)" ]; }

toolchain() {
  local missing=() program
  for program in clang wasm-ld cmake ninja; do command -v $program >/dev/null || missing+=("$program"); done
  compiles_wasm || missing+=("WASI C library")
  has_font || missing+=("fonts")
  if ((${#missing[@]} == 0)); then say toolchain "clang $(clang -dumpversion), $(cmake --version | head -1), ninja $(ninja --version)"; return; fi
  command -v apt-get >/dev/null || fail toolchain "missing: ${missing[*]}. Install clang, lld, wasi-libc with compiler-rt for wasm32, cmake and ninja with this system's package manager."
  is_root || fail toolchain "missing: ${missing[*]}. Run: sudo apt-get install --no-install-recommends $(toolchain_packages)"
  act toolchain "updating Debian's package lists" apt-get update
  # shellcheck disable=SC2046
  apt_install toolchain $(toolchain_packages)
}

newer() { # FILE DIR...: whether a source below DIR is newer than FILE, or FILE is missing
  local file=$1
  shift
  [ -f "$file" ] || return 0
  [ -n "$(find "$@" \( -name bin -o -name obj \) -prune -o -type f -newer "$file" -print -quit)" ]
}

library() {
  if newer lib/bin/.built lib Directory.Build.props Directory.Packages.props; then
    act library "building lib/bin" dotnet build lib/Cli/Cli.csproj --nologo
    $dry_run || touch lib/bin/.built
    has_font || tell library "there is no font on this machine, and figures need one: apt-get install fonts-dejavu-core"
  else
    say library "lib/bin is up to date"
  fi
}

c_build() { # PART WHAT SOURCE BUILD [-D...]
  local part=$1 what=$2 source=$3 build=$tools/build/$architecture/$4
  shift 4
  if newer "$build/.built" "$source"; then
    act "$part" "building $what" bash -c 'set -e; cmake -S "$0" -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang "${@:3}"; cmake --build "$1"; cmake --install "$1" --prefix "$2"' "$source" "$build" "$built" "$@"
    $dry_run || touch "$build/.built"
  else
    say "$part" "$what: up to date"
  fi
}

probe() {
  local version
  version=$(sed -n 's/.*Include="Wasmtime" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
  c_build probe "the probe and the Wasmtime host" lib/native native "-DWASMTIME_LIBRARY_DIR=$root/lib/bin" "-DWASMTIME_VERSION=$version"
}

tests() {
  c_build tests "the tests' own programs" tests/Dummy dummy
  # Real front ends for the kernel and the pages; without them their tests are skipped, with the reason.
  if is_root && command -v apt-get >/dev/null && ! { command -v chromium && /usr/bin/python3 -c 'import nbconvert, notebook'; } >/dev/null 2>&1; then
    (act tests "updating Debian's package lists" apt-get update && apt_install tests chromium jupyter-notebook python3-nbconvert) ||
      tell tests "Jupyter and Chromium are not available here: their tests are skipped"
  fi
  trial_tools
  browser_shim
  ssh_server
  genuine_kernel
  "$root/lib/setup.sh" --quiet --only sqlite || tell tests "SQLite's sources are not available here: the tests of its benchmark are skipped"
  "$root/lib/setup.sh" --quiet --only arm64 || tell tests "the emulated ARM64 machine is not available here: its tests are skipped"
}

# What pages try out and do not time: a debugger, a tracer, an optimiser of modules, and the C++ library for WASI, which says
# whether exceptions work today.
trial_tools() {
  local library
  library=$(clang -dumpversion 2>/dev/null | sed 's/\..*//')
  if ! is_root || ! command -v apt-get >/dev/null || { command -v lldb && command -v strace && command -v wasm-opt && [ -d /usr/include/wasm32-wasi/c++ ]; } >/dev/null; then return; fi
  (apt_install tests lldb strace binaryen "libc++-$library-dev-wasm32" "libc++abi-$library-dev-wasm32") ||
    tell tests "lldb, strace, binaryen or the C++ library for WASI is not available here: the tests that need them are skipped"
}

# WASI for a browser, which has none of its own.
browser_shim() {
  local folder=$tools/browser package=@bjorn3/browser_wasi_shim
  if [ -f "$folder/node_modules/$package/package.json" ]; then say tests "$package is there"; return; fi
  command -v npm >/dev/null || { tell tests "no npm here: no module is tried in a browser"; return; }
  (act tests "getting $package by npm" npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts $package@0.4.2) ||
    tell tests "$package is not available here: no module is tried in a browser"
}

# .NET Interactive's own C# kernel, in which every notebook has to show the same as in ours.
genuine_kernel() {
  local folder=$tools/dotnet-interactive
  if [ -x "$folder/dotnet-interactive" ]; then say tests "the genuine .NET Interactive kernel is there"; return; fi
  act tests "installing the genuine .NET Interactive kernel for the tests" \
    dotnet tool install Microsoft.dotnet-interactive --version 1.0.712001 --tool-path "$folder" ||
    tell tests "the genuine .NET Interactive kernel is not available here: its tests are skipped"
}

# The package is unpacked and not installed: an installed one would start a server of the system's own.
ssh_server() {
  local folder=$built/openssh-server
  if [ -x /usr/sbin/sshd ] || [ -x "$folder/usr/sbin/sshd" ]; then say tests "an ssh server is there"; return; fi
  command -v apt-get >/dev/null || { say tests "no ssh server here: its tests are skipped"; return; }
  (act tests "unpacking openssh-server for the tests" unpack_for_tests "$folder" openssh-server libwrap0) ||
    tell tests "openssh-server is not available here: its tests are skipped"
}

unpack_for_tests() { # FOLDER PACKAGE...: packages of this system's release; libraries end up in FOLDER/lib
  local folder=$1 downloads status=0
  shift
  downloads=$(mktemp -d)
  (cd "$downloads" && apt-get -o APT::Sandbox::User= download "$@") && rm -rf "$folder" && mkdir -p "$folder/lib" &&
    printf '%s\0' "$downloads"/*.deb | xargs -0 -I{} dpkg -x {} "$folder" &&
    find "$folder/usr/lib" "$folder/lib" -name '*.so*' -not -path "$folder/lib/*" -exec cp -a {} "$folder/lib/" \; || status=$?
  rm -rf "$downloads"
  return $status
}

workloads() {
  local preset
  for preset in "$architecture" wasm32; do
    if newer "$tools/$preset/workloads/.built" workloads; then
      act workloads "building for $preset" bash -c 'set -e; cd workloads; cmake --preset "$0"; cmake --build --preset "$0"' "$preset"
      $dry_run || touch "$tools/$preset/workloads/.built"
    else
      say workloads "$preset: up to date"
    fi
  done
}

# Runtimes are optional: set-up names each one that it cannot install, and continues. --quiet tries each only once.
installed() { # PROGRAM
  local folder
  for folder in "${WASMEDGE_DIR:+$WASMEDGE_DIR/bin}" ~/.wasmedge/bin "$built/$1/usr/bin"; do [ -x "$folder/$1" ] && return; done
  command -v "$1" >/dev/null
}

debian_package() { # PROGRAM PACKAGE [PART]: by this system's package manager
  if ! is_root || ! command -v apt-get >/dev/null; then return 1; fi
  [ -n "$(apt-cache show "$2" 2>/dev/null)" ] || $dry_run || apt-get update >/dev/null 2>&1 || true
  [ -n "$(apt-cache show "$2" 2>/dev/null)" ] || return 1
  (apt_install "${3-runtimes}" "$2")
}

# shellcheck source=lib/setup-packages.sh
source "$root/lib/setup-packages.sh"

runtime() { # PROGRAM PACKAGE RELEASE...: from the first of these Debian releases that has it; `system` is this system's own
  local program=$1 package=$2 release
  shift 2
  if installed "$program"; then say runtimes "$program is there"; return; fi
  if $quiet && [ -e "$built/.tried-$program" ]; then return; fi
  $dry_run || { mkdir -p "$built" && touch "$built/.tried-$program"; }
  for release; do
    if [ "$release" = system ]; then
      debian_package "$program" "$package" && return
    elif command -v apt-get >/dev/null; then
      (act runtimes "unpacking $program of Debian $release into .tools/$architecture/$program" unpack "$program" "$release" "$program") && return
    fi
  done
  tell runtimes "$program is not available here: ./analysis doctor says where to get it"
}

runtimes() {
  runtime wasmedge wasmedge sid system trixie # the newest: it changed how it runs compiled modules
  runtime wazero wazero system forky sid
  runtime node nodejs system
  runtime wasm2c wabt system
}

# An engine that does not answer within this time, as one that hangs, is none.
engine_answers() { command -v docker >/dev/null && timeout 15 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

start_engine() {
  mkdir -p "$tools"
  setsid nohup dockerd >"$tools/dockerd.log" 2>&1 </dev/null &
  for _ in $(seq 60); do
    sleep 0.5
    engine_answers && return
  done
  tail -n 5 "$tools/dockerd.log"
  return 1
}

docker_engine() {
  local without="container targets are unavailable"
  if engine_answers; then say docker "engine $(docker version --format '{{.Server.Version}}')"; return; fi
  if [ -n "${DOCKER_HOST-}" ]; then tell docker "$without: no engine answers at DOCKER_HOST=$DOCKER_HOST"; return; fi
  if ! is_root; then tell docker "$without: no engine answers. Start Docker, or install it: sudo apt-get install docker.io"; return; fi
  if ! command -v dockerd >/dev/null || ! command -v iptables >/dev/null; then
    if ! command -v apt-get >/dev/null; then tell docker "$without: install Docker with this system's package manager"; return; fi
    act docker "updating Debian's package lists" apt-get update
    apt_install docker docker.io iptables
  fi
  if $dry_run; then act docker "starting the engine" dockerd; return; fi
  tell docker "starting the engine (log: .tools/dockerd.log)"
  start_engine >&2 || tell docker "$without: the engine did not start, see .tools/dockerd.log"
}

# shellcheck source=lib/setup-images.sh
source "$root/lib/setup-images.sh"
# shellcheck source=lib/setup-arm64.sh
source "$root/lib/setup-arm64.sh"
# shellcheck source=lib/setup-sqlite.sh
source "$root/lib/setup-sqlite.sh"
# shellcheck source=lib/setup-questions.sh
source "$root/lib/setup-questions.sh"

is_with() { # PART: whether --with names it
  local part
  for part in "${with[@]}"; do [ "$part" = "$1" ] && return; done
  return 1
}

system
case $only in
  all) sdk; toolchain; ! is_with sqlite || sqlite_sources; ! is_with questions || question_sources; library; probe; workloads; runtimes; docker_engine; $quiet || images ;;
  sdk) sdk ;;
  toolchain) toolchain ;;
  library) sdk; library ;;
  probe) probe ;;
  workloads) workloads ;;
  runtimes) runtimes ;;
  docker) docker_engine ;;
  images) images ;;
  arm64) sdk; toolchain; library; with+=(arm64) ;;
  sqlite) toolchain; sqlite_sources; workloads ;;
  questions) toolchain; question_sources; workloads ;;
  tests) tests ;;
  *) echo "setup: no part '$only': see ./analysis setup --help" >&2; exit 2 ;;
esac
if is_with arm64; then arm64_machine; fi
say setup "done"
