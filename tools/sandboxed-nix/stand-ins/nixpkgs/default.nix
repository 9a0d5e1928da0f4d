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

  mkDerivation = import ./mk-derivation.nix {
    inherit lib host system;
    initialPath = "${coreutils}/bin:${cc}/bin";
  };

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

  packages =
    final:
    {
      inherit lib stdenv system;
      pkgs = final;
      rustPlatform = import ./rust-platform.nix final;

      jq = hostPrograms "jq" [ "jq" ];
      zstd = hostPrograms "zstd" [ "zstd" ];
      nodejs = hostPrograms "nodejs" [ ];
      # Native dependencies, not called here: of what they do the derivations are looked at.
      mold = hostPrograms "mold" [ ];
      pkg-config = hostPrograms "pkg-config" [ ];
      oniguruma = hostPrograms "oniguruma" [ ];
      # Named among crane's inputs; only called for artifacts that are directories.
      rsync = hostPrograms "rsync" [ ];
      nixfmt = hostPrograms "nixfmt" [ ] // {
        meta.mainProgram = "nixfmt";
      };
      # Sourced by builds for Apple's machines, which are evaluated here and not run.
      darwin.signingUtils = hostPrograms "signing-utils" [ ];
    }
    // import ./builders.nix { inherit lib host; } final
    // import ./fetchers.nix final
    // import ./toolchain.nix {
      inherit
        lib
        host
        hostCommands
        hostPrograms
        ;
    }
    // import ./cargo-tools.nix { inherit hostPrograms; } final
    // import ./wasm-tools.nix { inherit lib host hostCommands; } final
    // import ./splicing.nix { inherit lib; } final;
  extend = previous: overlay: final: previous final // overlay final (previous final);
in
lib.fix (builtins.foldl' extend packages overlays)
