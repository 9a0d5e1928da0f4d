# Contract: a crate of a registry, unpacked, with the checksum file that Cargo wants in a vendored directory.
pkgs:
# source → { downloadUrl }
known:
{
  name,
  version,
  source,
  checksum,
  ...
}:
let
  inherit (known.${source}) downloadUrl;
  archive = pkgs.fetchurl {
    name = "cargo-src-${name}-${version}";
    url = builtins.replaceStrings [ "{crate}" "{version}" ] [ name version ] downloadUrl;
    sha256 = checksum;
  };
in
pkgs.runCommand "cargo-package-${name}-${version}" { } ''
  mkdir -p $out
  tar -xzf ${archive} -C $out --strip-components=1 --no-same-owner
  echo '{"files":{}, "package":"${checksum}"}' > $out/.cargo-checksum.json
''
