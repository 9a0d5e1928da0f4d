pkgs:
let
  vendor = import ./vendor.nix pkgs;
  cratesIo = {
    "registry+https://github.com/rust-lang/crates.io-index" = {
      downloadUrl = "https://static.crates.io/crates/{crate}/{version}/download";
    };
  };

  mkCargoDerivation = import ./mk-cargo-derivation.nix pkgs;
  functions = {
    inherit mkCargoDerivation;
  }
  // import ./builds.nix mkCargoDerivation
  // import ./checks.nix pkgs mkCargoDerivation;

  libOf =
    known:
    let
      downloadCargoPackage = import ./download-cargo-package.nix pkgs known;
    in
    functions
    // {
      # Contract: the same functions with the toolchain that a function makes of packages.
      overrideToolchain = toolchainOf: import ./mk-lib.nix (pkgs // { rust = toolchainOf pkgs; });

      # Contract: what `appendCrateRegistries` takes: the source that locks name → where its crates are.
      registryFromDownloadUrl =
        {
          dl,
          indexUrl,
          registryPrefix ? "registry+",
          fetchurlExtraArgs ? { },
        }:
        let
          isPrefixed =
            builtins.substring 0 (builtins.stringLength registryPrefix) indexUrl == registryPrefix;
        in
        {
          ${if isPrefixed then indexUrl else registryPrefix + indexUrl} = {
            inherit fetchurlExtraArgs;
            downloadUrl =
              if builtins.match ".*[{]crate[}].*" dl != null then dl else "${dl}/{crate}/{version}/download";
          };
        };

      # Contract: the library with further registries.
      appendCrateRegistries = more: libOf (builtins.foldl' (all: each: all // each) known more);

      # Contract: a directory with a vendored directory for each source, and `config.toml`, which puts them in the place of
      # the sources. `registries` is name → index; without it only crates.io is known.
      vendorMultipleCargoDeps =
        {
          cargoLockParsedList,
          registries ? { },
          outputHashes ? { },
          overrideVendorCargoPackage ? _: derivation: derivation,
        }:
        vendor {
          packages = builtins.concatMap (lock: lock.package) cargoLockParsedList;
          indexes = {
            crates-io = "https://github.com/rust-lang/crates.io-index";
          }
          // registries;
          inherit outputHashes;
          crateOf = package: overrideVendorCargoPackage package (downloadCargoPackage package);
        };
      inherit downloadCargoPackage;

      # Contract: a shell with the toolchain and `packages`.
      devShell =
        {
          packages ? [ ],
          ...
        }@arguments:
        pkgs.mkShell (arguments // { packages = [ pkgs.rust ] ++ packages; });
    };
in
libOf cratesIo
