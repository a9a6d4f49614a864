# Two base images with a distribution in them, made of Debian packages and nothing else: one as Debian's slim images are,
# and one of the size of Alpine, of busybox alone. Collections record how large a program is on each of them and never
# launch them. This file is a part of setup.sh.

images() {
  local without="no sizes of images with a distribution"
  if ! engine_answers && ! { $dry_run && is_root; }; then say images "$without: no Docker engine answers"; return; fi
  if ! command -v apt-get >/dev/null; then say images "$without: no Debian packages here"; return; fi
  base_image busybox "1 MB of packages, a few seconds; 2 MB in the engine" busybox_base
  if is_root; then
    base_image debian-slim "40 MB of packages, a minute or two; 350 MB while it is made, 80 MB in the engine" debian_slim_base mmdebstrap
  else
    say images "debian-slim: only root can make it. Run: sudo ./analysis setup --only images"
  fi
}

base_image() { # NAME COST COMMAND [PROGRAM]: COMMAND writes image.tar into the folder that it gets; it needs PROGRAM
  local name=$1 cost=$2 command=$3 program=${4-} bytes seconds=$SECONDS
  if bytes=$(image_bytes "$name"); then say images "$name is there, $(megabytes "$bytes")"; return; fi
  if $quiet && [ -e "$built/.tried-image-$name" ]; then return; fi
  $dry_run || { mkdir -p "$built" && touch "$built/.tried-image-$name"; }
  if [ -n "$program" ] && ! command -v "$program" >/dev/null && ! debian_package "$program" "$program" images; then
    tell images "$name can't be made here: this system has no package $program"
    return
  fi
  (act images "making the base image $name of Debian packages ($cost)" make_image "$name" "$command") ||
    { tell images "$name is not available here: a run records no sizes with it"; return; }
  $dry_run || tell images "$name took $((SECONDS - seconds)) s and has $(megabytes "$(image_bytes "$name")")"
}

image_bytes() { docker image inspect --format '{{.Size}}' "analysis/base/$1" 2>/dev/null; }

megabytes() { sed 's/.$/.& MB/' <<<$((($1 + 50000) / 100000)); }

make_image() { # NAME COMMAND
  local name=$1 folder status=0
  folder=$(mktemp -d)
  "$2" "$folder" && docker import --change 'CMD ["/bin/sh"]' "$folder/image.tar" "analysis/base/$name" || status=$?
  rm -rf "$folder"
  return $status
}

# What Debian's own slim images leave out is left out here.
debian_slim_base() { # FOLDER
  local mirror release options=() path
  mirror=$(debian_mirror) || return
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && if [ "$ID" = debian ]; then echo "$VERSION_CODENAME"; else echo stable; fi)
  for path in doc info lintian linda locale man groff; do options+=("--dpkgopt=path-exclude=/usr/share/$path/*"); done
  # Without this hook, usrmerge would be installed, and all of Perl with it.
  options+=("--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr")
  options+=("--dpkgopt=path-include=/usr/share/doc/*/copyright" "--aptopt=Acquire::Check-Valid-Until \"false\"")
  mmdebstrap --variant=minbase "${options[@]}" "$release" "$1/image.tar" "deb [signed-by=$keyring] $mirror $release main"
}

busybox_base() { # FOLDER
  local root=$1/root program tool
  mkdir -p "$root"/{bin,dev,etc,proc,root,sbin,sys,tmp,usr/bin,usr/sbin,var}
  [ -n "$(apt-cache show busybox-static 2>/dev/null)" ] || apt-get update || return
  (cd "$1" && apt-get -o APT::Sandbox::User= download busybox-static) && dpkg -x "$1"/busybox-static_*.deb "$1/package" || return
  program=$(find "$1/package" -path '*bin/busybox' -type f)
  cp "$program" "$root/bin/busybox" && chmod 755 "$root/bin/busybox" || return
  for tool in $("$program" --list-full); do
    case $tool in bin/busybox | usr/bin/busybox) ;; *) mkdir -p "$root/${tool%/*}" && ln -sf /bin/busybox "$root/$tool" ;; esac
  done
  echo root:x:0:0:root:/root:/bin/sh >"$root/etc/passwd"
  echo root:x:0: >"$root/etc/group"
  tar --owner=0 --group=0 --numeric-owner -C "$root" -cf "$1/image.tar" .
}
