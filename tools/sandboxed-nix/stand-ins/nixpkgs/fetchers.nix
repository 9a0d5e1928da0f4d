# What is downloaded. None is run: what is needed is in the store, or only evaluated.
final: {
  # Contract: a fixed-output download, flat, by sha256 in hexadecimal. Never run: what is needed is in the store.
  fetchurl =
    {
      url,
      name ? baseNameOf url,
      sha256,
      ...
    }:
    import <nix/fetchurl.nix> { inherit url name sha256; };

  # Contract: a fixed output, the files of a commit. Never run.
  fetchgit =
    {
      url,
      rev,
      hash,
      ...
    }:
    final.stdenv.mkDerivation {
      name = baseNameOf url;
      inherit url rev;
      outputHashMode = "recursive";
      outputHash = hash;
      buildCommand = "exit 1";
    };

  # Contract: a crate of crates.io, unpacked. Only evaluated.
  fetchCrate =
    {
      pname,
      version,
      hash,
    }:
    final.runCommand "${pname}-${version}" { inherit hash; } "exit 1";
}
