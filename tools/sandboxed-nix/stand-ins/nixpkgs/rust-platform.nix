# What builds programs that are written in Rust, and fetches what they stand on.
final: {
  # Contract: builds and installs the programs of a crate with the packages of its lock. crane has its own so built.
  buildRustPackage =
    {
      cargoLock,
      nativeBuildInputs ? [ ],
      ...
    }@arguments:
    final.stdenv.mkDerivation (
      builtins.removeAttrs arguments [ "cargoLock" ]
      // {
        vendored = import ./vendored-lock.nix final cargoLock.lockFile;
        nativeBuildInputs = nativeBuildInputs ++ [ final.rust ];
        buildPhase = ''
          export CARGO_HOME=$PWD/.cargo-home
          cargo build --release --locked --offline --config "source.crates-io.replace-with='vendored'" \
            --config "source.vendored.directory='$vendored'"
        '';
        installPhase = ''
          mkdir -p $out/bin
          find target/release -maxdepth 1 -type f -executable -exec cp -t $out/bin {} +
        '';
      }
    );

  # Contract: the dependencies of `src`, vendored. Only evaluated.
  fetchCargoVendor =
    {
      pname,
      version,
      src,
      hash,
    }:
    final.runCommand "${pname}-${version}-vendor" { inherit src hash; } "exit 1";
}
