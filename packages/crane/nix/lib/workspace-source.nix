# A directory that Cargo takes for the workspace: the files of the crates that `part` needs where the repository has
# them, and the manifests and the lock of `part`. Its name goes into Cargo's fingerprints, so it is always the same.
{
  pkgs,
  lib,
  crates,
  buildFiles,
  buildManifestFiles,
  isThere,
  childPath,
  placeInOutput,
  putFile,
  crateFiles,
  repositoryFile,
  toolSettings,
}:
let
  inherit (lib) concatMapStrings;
  copyCrate =
    { crate, files, extra }:
    ''
      mkdir -p ${placeInOutput crate.dir}
      cp -r --no-preserve=ownership ${files}/. ${placeInOutput crate.dir}
      chmod -R u+w ${placeInOutput crate.dir}
    ''
    + concatMapStrings copyExtra extra;
  copyExtra = path: ''
    mkdir -p ${placeInOutput (dirOf path)}
    cp -rT --no-preserve=ownership ${repositoryFile path} ${placeInOutput path}
    chmod -R u+w ${placeInOutput path}
  '';

  # Parts have most crates alike, so what is done for them is said once, by key.
  copied = builtins.mapAttrs (
    key: crate:
    copyCrate {
      inherit crate;
      files = buildFiles.${key};
      extra = crate.extraFiles;
    }
  ) crates;
  written = builtins.mapAttrs (
    key: crate: rec {
      name = childPath crate.dir "Cargo.toml";
      value = putFile name buildManifestFiles.${key};
    }
  ) crates;

  copyTested =
    crate:
    copyCrate {
      inherit crate;
      files = crateFiles "tested" crate;
      extra =
        crate.extraFiles
        ++ crate.testFiles
        # Beside what the library takes by itself.
        ++ toolSettings crate [
          ".clippy.toml"
          "clippy.toml"
        ]
        ++ builtins.filter isThere [ (childPath crate.workspace ".config/nextest.toml") ];
    };
in
{ key, part, tested }:
let
  texts =
    builtins.mapAttrs putFile part.files
    // builtins.listToAttrs (map (other: written.${other}) part.unchanged);
in
pkgs.runCommandLocal "source" { } (
  ''
    mkdir -p "$out"
  ''
  + concatMapStrings (
    other: if tested && other == key then copyTested crates.${other} else copied.${other}
  ) part.crates
  + builtins.concatStringsSep "" (builtins.attrValues texts)
)
