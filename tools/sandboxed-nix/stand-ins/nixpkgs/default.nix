# Stands for nixpkgs, as far as crane and the generated flake call it. Programs are the host's, reached through
# `sandbox-paths`; host.nix says where they are.
{
  system,
  overlays ? [ ],
}:
let
  lib = import ./lib;
  host = import ./host.nix;

  hostCommands = import ./host-programs.nix { inherit system host; };
  # Contract: a derivation with programs of the machine in its `bin`, by their names.
  hostPrograms =
    name: programs:
    hostCommands name (lib.genAttrs programs (program: [ host.programs.${program} ])) { };
  coreutils = hostPrograms "coreutils" (
    builtins.filter (program: host.programs ? ${program}) host.corePrograms
  );
  cc = hostPrograms "cc" host.compilerPrograms // {
    targetPrefix = "";
  };

  # Contract: runs the phases of nixpkgs' generic builder in bash, with the setup hooks of the inputs sourced. `env`
  # becomes variables; `meta` and `passthru` do not reach the derivation. Of a name what the store refuses is replaced.
  mkDerivation =
    arguments:
    let
      attributes = if builtins.isFunction arguments then lib.fix arguments else arguments;
      variables =
        builtins.removeAttrs attributes [
          "env"
          "meta"
          "passthru"
          "strictDeps"
          "preferLocalBuild"
          "allowSubstitutes"
        ]
        // attributes.env or { };
      built = derivation (
        variables
        // {
          inherit system;
          name = storeName (attributes.name or "${attributes.pname}-${attributes.version}");
          builder = host.programs.bash;
          args = [
            "-e"
            ./generic-builder.sh
          ];
          initialPath = "${coreutils}/bin:${cc}/bin";
          __ignoreNulls = true;
          # The host's toolchain is no store path whose references could be removed.
          doNotRemoveReferencesToRustToolchain = "1";
        }
      );
    in
    built
    // {
      meta = attributes.meta or { };
      overrideAttrs = change: mkDerivation (attributes // change attributes);
    }
    // attributes.passthru or { };

  storeName =
    name:
    builtins.concatStringsSep "-" (
      builtins.filter builtins.isString (builtins.split "[^[:alnum:]+._?=-]+" name)
    );

  platform =
    if lib ? systems then
      lib.systems.elaborate system
    else
      {
        inherit system;
        isDarwin = false;
        isLinux = true;
      };
  stdenv = {
    inherit mkDerivation cc system;
    buildPlatform = platform;
    hostPlatform = platform;
    targetPlatform = platform;
  };

  # Contract: a derivation whose only phase is `command`, which makes `$out`.
  runCommand =
    name: variables: command:
    mkDerivation (
      variables
      // {
        inherit name;
        buildCommand = command;
        passAsFile = variables.passAsFile or [ ] ++ [ "buildCommand" ];
      }
    );

  rust = hostPrograms "rust" host.rustPrograms;

  # Contract: the program of one release of wasm-bindgen, of a version that can be asked for.
  wasmBindgenCli =
    version:
    hostCommands "wasm-bindgen-cli-${version}" { wasm-bindgen = [ host.wasm.bindgens.${version} ]; } { }
    // {
      inherit version;
    };
  wasmBindgenVersions = builtins.attrNames host.wasm.bindgens;
  # Contract: the newest by one name, others by names with their versions.
  wasmBindgenPackages =
    builtins.listToAttrs (
      map (version: {
        name = "wasm-bindgen-cli_${builtins.replaceStrings [ "." ] [ "_" ] version}";
        value = wasmBindgenCli version;
      }) wasmBindgenVersions
    )
    // (
      if wasmBindgenVersions == [ ] then
        { }
      else
        {
          wasm-bindgen-cli = wasmBindgenCli (lib.last wasmBindgenVersions);
        }
    );

  packages = final: {
    inherit
      lib
      stdenv
      system
      runCommand
      ;
    pkgs = final;
    runCommandLocal = runCommand;

    # Contract: a file in the store. Only for text without references, which is what crane writes here.
    writeText = builtins.toFile;

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
      mkDerivation {
        name = baseNameOf url;
        inherit url rev;
        outputHashMode = "recursive";
        outputHash = hash;
        buildCommand = "exit 1";
      };

    # Contract: a directory with `nix-support/setup-hook`, which is the script with `@name@` replaced.
    makeSetupHook =
      {
        name,
        substitutions ? { },
        ...
      }:
      script:
      let
        names = builtins.attrNames substitutions;
        text =
          builtins.replaceStrings (map (each: "@${each}@") names) (map (each: "${substitutions.${each}}") names)
            (builtins.readFile script);
      in
      runCommand name { inherit text; } ''
        mkdir -p $out/nix-support
        printf '%s' "$text" > $out/nix-support/setup-hook
      '';

    inherit rust;
    cargo = rust;
    # Contract: has the standard library for wasm32, and links with the lld of these packages.
    rustc = rust // {
      version = host.rustVersion;
      llvmPackages.lld = hostPrograms "lld" [ ];
    };
    # A toolchain that compiles to wasm32 where that on PATH does not.
    wasmRust = hostCommands "wasm-rust" (builtins.mapAttrs (_: program: [ program ]) host.wasm.rust) { };
    # What toolchains from elsewhere are made of.
    hostToolchain =
      attributes:
      hostCommands "rust-toolchain" (lib.genAttrs host.rustPrograms (program: [
        host.programs.${program}
      ])) attributes;
    clippy = rust;
    rustfmt = rust;
    jq = hostPrograms "jq" [ "jq" ];
    zstd = hostPrograms "zstd" [ "zstd" ];
    # Not called here, where they may not be installed: of what they do the derivations are looked at.
    cargo-audit = hostPrograms "cargo-audit" [ ];
    cargo-llvm-cov = hostPrograms "cargo-llvm-cov" [ ];
    mold = hostPrograms "mold" [ ];
    pkg-config = hostPrograms "pkg-config" [ ];
    oniguruma = hostPrograms "oniguruma" [ ];
    # Contract: text as a program in `bin`.
    writeShellScriptBin =
      name: text:
      runCommand name { inherit text; } ''
        mkdir -p $out/bin
        printf '#!%s\n%s\n' ${host.programs.bash} "$text" > "$out/bin/${name}"
        chmod +x "$out/bin/${name}"
      '';
    # Contract: `cargo nextest run` runs the tests of the crates that Cargo would, but those in documentation.
    cargo-nextest = final.writeShellScriptBin "cargo-nextest" ''
      arguments=()
      for argument in "''${@:3}"; do
        case $argument in
          --cargo-profile) arguments+=(--profile) ;;
          --no-tests=*) ;;
          *) arguments+=("$argument") ;;
        esac
      done
      exec cargo test --tests "''${arguments[@]}"
    '';

    # Contract: reads what Cargo knows of the workspace, and fails where that cannot be known. It finds no fault.
    cargo-deny = final.writeShellScriptBin "cargo-deny" ''
      cargo metadata --format-version 1 --offline --locked > /dev/null && test -e deny.toml
    '';

    # Contract: builds and installs the programs of a crate with the packages of its lock. crane has its own so built.
    rustPlatform.buildRustPackage =
      {
        cargoLock,
        nativeBuildInputs ? [ ],
        ...
      }@arguments:
      mkDerivation (
        builtins.removeAttrs arguments [ "cargoLock" ]
        // {
          vendored = import ./vendored-lock.nix final cargoLock.lockFile;
          nativeBuildInputs = nativeBuildInputs ++ [ rust ];
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
    # Contract: a hook that makes an empty directory the home.
    writableTmpDirAsHomeHook = runCommand "writable-home" { } ''
      mkdir -p $out/nix-support
      echo 'export HOME=$(mktemp -d)' > $out/nix-support/setup-hook
    '';
    # Named among crane's inputs; only called for artifacts that are directories.
    rsync = hostPrograms "rsync" [ ];
    nixfmt = hostPrograms "nixfmt" [ ] // {
      meta.mainProgram = "nixfmt";
    };

    binaryen = hostCommands "binaryen" { wasm-opt = host.wasm.optimizer; } { };
    nodejs = hostPrograms "nodejs" [ ];

    # Contract: a crate of crates.io, unpacked. Only evaluated.
    fetchCrate =
      {
        pname,
        version,
        hash,
      }:
      runCommand "${pname}-${version}" { inherit hash; } "exit 1";
    # Contract: the dependencies of `src`, vendored. Only evaluated.
    rustPlatform.fetchCargoVendor =
      {
        pname,
        version,
        src,
        hash,
      }:
      runCommand "${pname}-${version}-vendor" { inherit src hash; } "exit 1";
    # Contract: builds the program from its source. Only evaluated.
    buildWasmBindgenCli =
      {
        version,
        src,
        cargoDeps,
      }:
      runCommand "wasm-bindgen-cli-${version}" { inherit src cargoDeps; } "exit 1" // { inherit version; };

    # Sourced by builds for Apple's machines, which are evaluated here and not run.
    darwin.signingUtils = hostPrograms "signing-utils" [ ];

    # Contract: a derivation that `nix develop` takes its variables and programs from.
    mkShell =
      {
        packages ? [ ],
        inputsFrom ? [ ],
        ...
      }@arguments:
      mkDerivation (
        builtins.removeAttrs arguments [
          "packages"
          "inputsFrom"
        ]
        // {
          name = "shell";
          # What `nix develop` goes by: it sources `setup`, and writes to the first output.
          outputs = [ "out" ];
          stdenv = runCommand "stdenv" { setup = ./shell-setup.sh; } "mkdir -p $out; cp $setup $out/setup";
          nativeBuildInputs = packages ++ builtins.concatMap (each: each.nativeBuildInputs or [ ]) inputsFrom;
          buildCommand = "touch $out";
        }
      );

    # What crane is put together with. There is one platform, so every splice is the same set.
    newScope = extra: lib.callPackageWith (final // extra);
    callPackage = final.newScope { };
    splicePackages = { pkgsHostTarget ? { }, ... }: pkgsHostTarget;
    makeScopeWithSplicing' = lib.makeScopeWithSplicing' { inherit (final) splicePackages newScope; };
    buildPackages = final;
    pkgsBuildBuild = final;
    pkgsBuildHost = final;
    pkgsBuildTarget = final;
    pkgsHostHost = final;
    pkgsHostTarget = final;
    pkgsTargetTarget = final;
  }
  // wasmBindgenPackages;
  extend = previous: overlay: final: previous final // overlay final (previous final);
in
lib.fix (builtins.foldl' extend packages overlays)
