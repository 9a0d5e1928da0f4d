# A directory that Cargo takes for the workspace: the files of the crates that `part` needs where the repository has
# them, and the manifests and the lock of `part`. Its name goes into Cargo's fingerprints, so it is always the same.
{ pkgs, cargo }:
let
  inherit (pkgs.lib) concatMapStrings;
  inherit (cargo) root crates isIgnored;
  childPath = import ./child-path.nix;
  place = import ./place-in-output.nix pkgs.lib;
  copyCrate =
    { crate, files, extra }:
    ''
      mkdir -p ${place crate.dir}
      cp -r --no-preserve=ownership ${files}/. ${place crate.dir}
      chmod -R u+w ${place crate.dir}
    ''
    + concatMapStrings copyExtra extra;
  copyExtra = path: ''
    mkdir -p ${place (dirOf path)}
    cp -rT --no-preserve=ownership ${import ./repository-file.nix root path} ${place path}
    chmod -R u+w ${place path}
  '';
  writeFile = path: file: ''
    mkdir -p ${place (dirOf path)}
    cp --no-preserve=mode,ownership ${file} ${place path}
  '';

  # Parts have most crates alike, so what is done for them is said once, by key.
  copied = builtins.mapAttrs (
    key: crate:
    copyCrate {
      inherit crate;
      files = cargo.buildFiles.${key};
      extra = crate.extraFiles;
    }
  ) crates;
  written = builtins.mapAttrs (
    key: crate: rec {
      name = childPath crate.dir "Cargo.toml";
      value = writeFile name cargo.buildManifestFiles.${key};
    }
  ) crates;

  copyTested =
    crate:
    copyCrate {
      inherit crate;
      files = import ./crate-files.nix {
        inherit root crate isIgnored;
        which = "tested";
      };
      extra =
        crate.extraFiles
        ++ crate.testFiles
        # Beside what the library takes by itself.
        ++ import ./tool-settings.nix {
          inherit (cargo) isThere;
          inherit crate;
          names = [
            ".clippy.toml"
            "clippy.toml"
          ];
        }
        ++ builtins.filter cargo.isThere [ (childPath crate.workspace ".config/nextest.toml") ];
    };
in
{ key, part, tested }:
let
  texts =
    builtins.mapAttrs writeFile part.files
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
