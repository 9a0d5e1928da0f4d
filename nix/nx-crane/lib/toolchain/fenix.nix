# The toolchain by nix-community/fenix, as a function of a set of packages.
{
  inputs,
  options,
  request,
  components,
  targets,
  missingInput,
}:
pkgs:
let
  fenix = inputs.fenix or (throw (missingInput "fenix"));
  # Of the channel's manifest; null where there is none.
  hash = options.toolchainHash;
  inherit (pkgs.stdenv.hostPlatform) system;
  packages =
    fenix.packages.${system} or (throw ''
      the input fenix has no toolchains for ${system}
        remove it from `systems` in flake.nix, or choose another `toolchain` there
    '');
  inherit (request) channel;

  # fenix itself reads a manifest from a derivation, which has to be built before anything can be evaluated, for systems
  # that cannot build here too. This one is downloaded.
  dated = builtins.match "(stable|beta|nightly)-([0-9]{4}-[0-9]{2}-[0-9]{2})" channel;
  released = builtins.match "[0-9]+[.][0-9]+([.][0-9]+)?(-beta[.][0-9]+)?" channel;
  manifestPath =
    if dated != null then
      "${builtins.elemAt dated 1}/channel-rust-${builtins.head dated}.toml"
    else if released != null then
      "channel-rust-${channel}.toml"
    else
      throw ''
        ${request.file}: fenix knows no channel ${channel}
          write stable, beta or nightly, with or without a date, or a version
      '';
  url = "https://static.rust-lang.org/dist/${manifestPath}";
  manifest =
    if hash == null then
      throw ''
        ${request.file}: for Rust ${channel} fenix needs the hash of ${url}
          write `toolchainHash = "sha256-…";` in flake.nix, with what `nix store prefetch-file ${url}` prints
      ''
    else
      builtins.fetchurl {
        inherit url;
        sha256 = hash;
      };

  # What a lock of the input pins needs no hash.
  pinned = {
    stable = "stable";
    beta = "beta";
    nightly = "latest";
  };
  toolchain =
    if pinned ? ${channel} then
      packages.${pinned.${channel}}
    else
      packages.fromManifestFile manifest;
  standardLibraryOf =
    target:
    (
      if pinned ? ${channel} then
        packages.targets.${target}.${pinned.${channel}}
      else
        packages.targets.${target}.fromManifestFile manifest
    ).rust-std;

  # A set that fenix puts together by itself has no manifest.
  profiles =
    toolchain.manifest.profiles or rec {
      minimal = [
        "rustc"
        "cargo"
        "rust-std"
      ];
      default = minimal ++ [
        "rust-docs"
        "rustfmt"
        "clippy"
      ];
    };
  profile =
    profiles.${request.profile}
      or (throw "${request.file}: Rust ${channel} has no profile ${request.profile}: write minimal or default");
  missing = builtins.filter (name: !(toolchain ? ${name})) components;
  # What a profile has is left out where a channel is without it, as rustup does.
  combined = builtins.filter (name: toolchain ? ${name}) (
    builtins.attrNames (builtins.groupBy (name: name) (profile ++ components))
  );
in
if missing != [ ] then
  throw "${toString request.file}: Rust ${channel} has no ${builtins.concatStringsSep ", " missing} for ${system}"
else
  packages.combine (
    map (name: toolchain.${name}) combined
    ++ map standardLibraryOf (
      builtins.attrNames (builtins.groupBy (target: target) (request.targets ++ targets))
    )
  )
