# shellcheck shell=bash
# SQLite's sources, of which the suite `sqlite` is built: from Debian's source package, made into one file as most of
# SQLite's users compile it. This file is a part of setup.sh.
sqlite_version=3.46.1 # of Debian trixie; workloads/sqlite/speedtest1 prints it

sqlite_sources() {
  local program missing=()
  if [ "$(cat "$tools/sqlite/VERSION" 2>/dev/null)" = $sqlite_version ]; then say sqlite "SQLite's sources are there"; return; fi
  command -v apt-get >/dev/null || fail sqlite "SQLite's sources are of a Debian package, and this system has no apt-get."
  for program in make:make tclsh:tcl; do command -v "${program%:*}" >/dev/null || missing+=("${program#*:}"); done
  if ((${#missing[@]} > 0)); then
    is_root || fail sqlite "missing to make SQLite's sources one file: ${missing[*]}. Run: sudo apt-get install ${missing[*]}"
    act sqlite "updating Debian's package lists" apt-get update
    apt_install sqlite "${missing[@]}"
  fi
  act sqlite "unpacking SQLite $sqlite_version of Debian's source package (14 MB), and making it one file" make_sqlite
  $dry_run || rm -f "$tools"/*/workloads/.built
}

make_sqlite() {
  local new=$tools/sqlite.new apt status=0
  apt=$(mktemp -d)
  rm -rf "$new" && mkdir -p "$new" "$apt/source" "$apt/build" &&
    private_apt "$apt" trixie "$(dpkg --print-architecture)" Sources &&
    (cd "$apt" && apt-get "${apt_options[@]}" source --download-only sqlite3) &&
    tar -xf "$apt"/sqlite3_*.orig.tar.xz -C "$apt/source" --strip-components=1 &&
    (cd "$apt/build" && CC=clang ../source/configure --disable-shared && make sqlite3.c) &&
    cp "$apt"/build/sqlite3.[ch] "$apt"/source/{VERSION,test/speedtest1.c} "$new" &&
    [ "$(cat "$new/VERSION")" = $sqlite_version ] && rm -rf "$tools/sqlite" && mv "$new" "$tools/sqlite" || status=$?
  rm -rf "$apt" "$new"
  return $status
}
