# shellcheck shell=bash
# The malloc of wasi-libc, which the modules have, for a native program that asks what it changes: from Debian's source
# package. With it the programs are built whose modules are large. This file is a part of setup.sh.

question_sources() {
  if [ -f "$tools/questions/dlmalloc.c" ]; then say questions "wasi-libc's malloc is there"; return; fi
  command -v apt-get >/dev/null || fail questions "wasi-libc's malloc is of a Debian package, and this system has no apt-get."
  act questions "unpacking the malloc of Debian's source package of wasi-libc (1 MB)" unpack_malloc
  $dry_run || rm -f "$tools"/*/workloads/.built
}

unpack_malloc() {
  local new=$tools/questions.new apt status=0
  apt=$(mktemp -d)
  rm -rf "$new" && mkdir -p "$new" "$apt/source" &&
    private_apt "$apt" bookworm "$(dpkg --print-architecture)" Sources &&
    (cd "$apt" && apt-get "${apt_options[@]}" source --download-only wasi-libc) &&
    tar -xf "$apt"/wasi-libc_*.orig.tar.* -C "$apt/source" --strip-components=1 &&
    cp "$apt"/source/dlmalloc/src/*.c "$new" && rm -rf "$tools/questions" && mv "$new" "$tools/questions" || status=$?
  rm -rf "$apt" "$new"
  return $status
}
