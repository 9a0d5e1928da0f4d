# A directory with the packages of crates.io that a Cargo.lock names, as `cargo vendor` makes it.
pkgs: lockFile:
let
  packages = builtins.filter (package: package ? checksum) (
    builtins.fromTOML (builtins.readFile lockFile)
  ).package;
  unpack =
    { name, version, checksum, ... }:
    let
      archive = pkgs.fetchurl {
        name = "cargo-src-${name}-${version}";
        url = "https://static.crates.io/crates/${name}/${version}/download";
        sha256 = checksum;
      };
    in
    ''
      mkdir -p $out/${name}-${version}
      tar -xzf ${archive} -C $out/${name}-${version} --strip-components=1 --no-same-owner
      echo '{"files":{}, "package":"${checksum}"}' > $out/${name}-${version}/.cargo-checksum.json
    '';
in
pkgs.runCommand "vendored-lock" { } (builtins.concatStringsSep "" (map unpack packages))
