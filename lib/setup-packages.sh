# shellcheck shell=bash
# Debian packages that are unpacked below .tools/ and not installed: from any release and for any architecture, by this
# system's own mirror, with the packages that they depend on. Nothing of the system is changed, and nobody has to be
# root. This file is a part of setup.sh.

debian_mirror() { # this system's own
  local uri
  uri=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian|Debian|//p; s/.*|\(.*\/debian\/\)$/\1/p' | head -1)
  [ -n "$uri" ] && [ -f "$keyring" ] && echo "$uri" || { echo "this system's package sources name no Debian mirror" >&2; return 1; }
}

private_apt() { # FOLDER RELEASE ARCHITECTURE [INDEX]: an apt that knows nothing of this system; sets the array apt_options
  local folder=$1 uri
  uri=$(debian_mirror) || return
  mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$folder/none"
  touch "$folder/status"
  case ${4-Packages} in
    Sources) echo "deb-src [target=Sources signed-by=$keyring] $uri $2 main" ;;
    *) echo "deb [target=Packages signed-by=$keyring] $uri $2 main" ;;
  esac >"$folder/sources.list"
  apt_options=(-o "APT::Architecture=$3" -o "APT::Architectures=$3" -o "Dir::State=$folder" -o "Dir::State::status=$folder/status"
    -o "Dir::Cache=$folder" -o "Dir::Etc::sourcelist=$folder/sources.list" -o "Dir::Etc::sourceparts=$folder/none"
    -o "Dir::Etc::preferencesparts=$folder/none" -o APT::Sandbox::User= -o APT::Install-Recommends=false
    -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false) # testing's Release file may count as expired on a mirror
  apt-get "${apt_options[@]}" update
}

unpack_packages() { # FOLDER RELEASE ARCHITECTURE PACKAGE...: FOLDER/version gets the version of the first package
  local folder=$1 release=$2 architecture=$3 apt status=0
  shift 3
  apt=$(mktemp -d)
  mkdir -p "$folder"
  private_apt "$apt" "$release" "$architecture" && apt-get "${apt_options[@]}" -y --download-only install "$@" &&
    printf '%s\0' "$apt"/archives/*.deb | xargs -0 -I{} dpkg -x {} "$folder" &&
    dpkg-deb -f "$apt/archives/$1_"*.deb Version >"$folder/version" || status=$?
  rm -rf "$apt"
  return $status
}

unpack() { # NAME RELEASE PACKAGE...: into .tools/ARCHITECTURE/NAME, for this machine, the C library included
  local name=$1 release=$2 status=0
  shift 2
  unpack_packages "$built/$name.new" "$release" "$(dpkg --print-architecture)" "$@" &&
    rm -rf "${built:?}/$name" && mv "$built/$name.new" "$built/$name" || status=$?
  rm -rf "$built/$name.new"
  return $status
}
