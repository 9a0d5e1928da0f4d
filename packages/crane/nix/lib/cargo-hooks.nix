# What is run in a derivation of a crate beside crane's own hooks.
{
  # Cargo's fingerprints hold where vendored crates lie, so all derivations see them in the same place: what one has
  # compiled is then fresh for the next.
  vendorInOnePlace = ''
    vendored="$NIX_BUILD_TOP/vendor"
    mkdir -p "$vendored"
    for registry in "$cargoVendorDir"/*; do
      if [ -d "$registry" ]; then ln -s "$(readlink -f "$registry")" "$vendored/''${registry##*/}"; fi
    done
    sed "s|$cargoVendorDir|$vendored|g" "$cargoVendorDir/config.toml" > "$vendored/config.toml"
    cargoVendorDir="$vendored"
  '';

  # Without the manifests of crates from elsewhere nobody knows which of their optional dependencies are on, so the lock
  # may hold too much. Cargo takes that out; anything else that it would change of packages means that the lock is out of date.
  # It may also write the lock in a newer format than it had.
  tightenLock = ''
    packagesOf() {
      awk '
        /^\[\[package\]\]/ { inside = 1; printf "\n" }
        inside && /^(name|version|source) = / { printf "%s ", $0 }
      ' "$1" | sort
    }
    packagesOf Cargo.lock > "$NIX_BUILD_TOP/packages.given"
    command cargo update --workspace --offline --quiet
    packagesOf Cargo.lock > "$NIX_BUILD_TOP/packages.wanted"
    if [ -n "$(comm -13 "$NIX_BUILD_TOP/packages.given" "$NIX_BUILD_TOP/packages.wanted")" ]; then
      echo "error: Cargo.lock does not fit the manifests; they also want" >&2
      comm -13 "$NIX_BUILD_TOP/packages.given" "$NIX_BUILD_TOP/packages.wanted" >&2
      echo "  run \`cargo update --workspace\` and commit Cargo.lock" >&2
      exit 1
    fi
    touch -d @1 Cargo.lock
  '';

  # Each archive holds what one crate has compiled beyond what it was given. All files get one time: Cargo takes what is
  # older than something that it is made from for stale, and the order of builds must not matter.
  unpackArtifacts = ''
    mkdir -p "''${CARGO_TARGET_DIR:-target}"
    for given in $dependencyArtifacts; do
      zstd -q -d --stdout "$given/target.tar.zst" \
        | tar -x -C "''${CARGO_TARGET_DIR:-target}" --skip-old-files
    done
  '';

  # Without programs and libraries in the form that people get, and without what our stubs have added: no other crate
  # is made from them.
  packArtifacts = output: ''
    mkdir -p "${output}"
    (
      cd "''${CARGO_TARGET_DIR:-target}"
      find . -type f -newermt @2 -path './*/*/*' -not -path '*/incremental/*' \
        -not -path '*/nx-crane-*' -not -name '*nx_crane_*' \
        -not \( -path '*/deps/*' -not -name '*.*' \) -print0 \
        | LC_ALL=C sort -z \
        | tar -c --null --no-recursion --files-from=- --mtime=@2 --owner=0 --group=0 --numeric-owner --mode=u+w \
          --format=gnu \
        | zstd -q -T1 -o "${output}/target.tar.zst"
    )
  '';
}
