# rustfmt's check of a crate. It sees the crate's own sources, the settings of rustfmt, and of the manifest what says where
# sources are: neither a dependency nor a lock moves it.
{
  pkgs,
  lib,
  craneLib,
  crates,
  manifests,
  rootManifests,
  childPath,
  storeName,
  placeInOutput,
  putFile,
  printToml,
  crateFiles,
  repositoryFile,
  toolSettings,
}:
key:
let
  crate = crates.${key};
  pick = names: builtins.intersectAttrs (lib.genAttrs names (_: null));

  written = manifests.${key};
  shared = rootManifests.${crate.workspace}.workspace.package or { };
  own = pick [
    "autobenches"
    "autobins"
    "autoexamples"
    "autolib"
    "autotests"
    "build"
  ] written.package;
  edition = written.package.edition or null;
  manifest =
    pick [
      "bench"
      "bin"
      "cargo-features"
      "example"
      "lib"
      "test"
    ] written
    // {
      package =
        own
        // {
          inherit (crate) name version;
        }
        // lib.optionalAttrs (edition != null) {
          edition = if builtins.isAttrs edition then shared.edition else edition;
        };
      # It is in no other.
      workspace = { };
    };

  files = crateFiles "sources" crate;
  isSource = path: builtins.match ".*[.]rs" path != null;
  elsewhere =
    builtins.filter isSource crate.extraFiles
    ++ toolSettings crate [
      ".rustfmt.toml"
      "rustfmt.toml"
    ];
  source = pkgs.runCommandLocal "source" { } (
    ''
      mkdir -p ${placeInOutput crate.dir}
      cp -r --no-preserve=mode,ownership ${files}/. ${placeInOutput crate.dir}
    ''
    + lib.concatMapStrings (path: putFile path (repositoryFile path)) elsewhere
    + ''
      cp --no-preserve=mode,ownership ${builtins.toFile "Cargo.toml" (printToml manifest)} ${
        placeInOutput (childPath crate.dir "Cargo.toml")
      }
    ''
  );
in
craneLib.cargoFmt {
  pname = storeName crate.name;
  inherit (crate) version;
  src = source;
  sourceRoot = if crate.dir == "" then "source" else "source/${crate.dir}";
  strictDeps = true;
  doInstallCargoArtifacts = false;
}
