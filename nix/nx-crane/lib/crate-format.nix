# rustfmt's check of a crate. It sees the crate's own sources, the settings of rustfmt, and of the manifest what says where
# sources are: neither a dependency nor a lock moves it.
{
  pkgs,
  craneLib,
  cargo,
}:
key:
let
  inherit (pkgs.lib) concatMapStrings;
  crate = cargo.crates.${key};
  childPath = import ./child-path.nix;
  keep = import ./keep-attributes.nix;

  written = cargo.manifests.${key};
  shared = cargo.roots.${crate.workspace}.workspace.package or { };
  own = keep (
    name: _:
    builtins.elem name [
      "autobenches"
      "autobins"
      "autoexamples"
      "autolib"
      "autotests"
      "build"
    ]
  ) written.package;
  edition = written.package.edition or null;
  manifest =
    keep (
      name: _:
      builtins.elem name [
        "bench"
        "bin"
        "cargo-features"
        "example"
        "lib"
        "test"
      ]
    ) written
    // {
      package =
        own
        // {
          inherit (crate) name version;
        }
        // (
          if edition == null then
            { }
          else if builtins.isAttrs edition then
            { inherit (shared) edition; }
          else
            { inherit edition; }
        );
      # It is in no other.
      workspace = { };
    };

  files = import ./crate-files.nix {
    inherit (cargo) root isIgnored;
    inherit crate;
    which = "sources";
  };
  isSource = path: builtins.match ".*[.]rs" path != null;
  elsewhere =
    builtins.filter isSource crate.extraFiles
    ++ import ./tool-settings.nix {
      inherit (cargo) isThere;
      inherit crate;
      names = [
        ".rustfmt.toml"
        "rustfmt.toml"
      ];
    };
  place = import ./place-in-output.nix pkgs.lib;
  copyElsewhere = path: ''
    mkdir -p ${place (dirOf path)}
    cp --no-preserve=mode,ownership ${import ./repository-file.nix cargo.root path} ${place path}
  '';
  source = pkgs.runCommandLocal "source" { } (
    ''
      mkdir -p ${place crate.dir}
      cp -r --no-preserve=mode,ownership ${files}/. ${place crate.dir}
    ''
    + concatMapStrings copyElsewhere elsewhere
    + ''
      cp --no-preserve=mode,ownership ${
        builtins.toFile "Cargo.toml" (import ./print-toml.nix manifest)
      } ${place (childPath crate.dir "Cargo.toml")}
    ''
  );
in
craneLib.cargoFmt {
  pname = import ./store-name.nix crate.name;
  inherit (crate) version;
  src = source;
  sourceRoot = if crate.dir == "" then "source" else "source/${crate.dir}";
  strictDeps = true;
  doInstallCargoArtifacts = false;
}
