# A directory that Cargo takes for the workspace: the files of the crates that `part` needs where the repository has
# them, and the manifests and the lock of `part`. Its name goes into Cargo's fingerprints, so it is always the same.
{ pkgs, cargo }:
{ key, part, tested }:
let
  inherit (pkgs.lib) concatMapStrings;
  inherit (cargo) root crates isIgnored;
  place = import ./place-in-output.nix pkgs.lib;
  # Of the tests, beside what the library takes by itself.
  testFilesOf =
    other:
    if tested && other == key then
      crates.${other}.testFiles
      ++ import ./tool-settings.nix {
        inherit (cargo) isThere;
        crate = crates.${other};
        names = [
          ".clippy.toml"
          "clippy.toml"
        ];
      }
      ++ builtins.filter cargo.isThere [
        (import ./child-path.nix crates.${other}.workspace ".config/nextest.toml")
      ]
    else
      [ ];
  copyCrate =
    other:
    let
      crate = crates.${other};
      files =
        if tested && other == key then
          import ./crate-files.nix {
            inherit root crate isIgnored;
            which = "tested";
          }
        else
          cargo.buildFiles.${other};
      copyExtra = path: ''
        mkdir -p ${place (dirOf path)}
        cp -rT --no-preserve=ownership ${import ./repository-file.nix root path} ${place path}
        chmod -R u+w ${place path}
      '';
    in
    ''
      mkdir -p ${place crate.dir}
      cp -r --no-preserve=ownership ${files}/. ${place crate.dir}
      chmod -R u+w ${place crate.dir}
    ''
    + concatMapStrings copyExtra (crate.extraFiles ++ testFilesOf other);
  writeFile = path: ''
    mkdir -p ${place (dirOf path)}
    cp --no-preserve=mode,ownership ${part.files.${path}} ${place path}
  '';
in
pkgs.runCommandLocal "source" { } (
  ''
    mkdir -p "$out"
  ''
  + concatMapStrings copyCrate part.crates
  + concatMapStrings writeFile (builtins.attrNames part.files)
)
