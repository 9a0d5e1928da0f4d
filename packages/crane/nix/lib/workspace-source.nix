# A directory that Cargo takes for the workspace: the files of the crates that `part` needs where the repository has
# them, and the manifests and the lock of `part`. Its name goes into Cargo's fingerprints, so it is always the same.
{ pkgs, cargo }:
{ key, part, tested }:
let
  inherit (pkgs.lib) escapeShellArg concatMapStrings;
  inherit (cargo) root crates isIgnored;
  # Inside the output. `./` keeps a name that begins with a dash from being an option.
  place = path: "\"$out\"/${escapeShellArg "./${path}"}";
  # Of the tests, beside what the library takes by itself.
  testFilesOf =
    other:
    if tested && other == key then
      crates.${other}.testFiles
      ++ import ./tool-settings.nix {
        inherit (cargo) isThere;
        crate = crates.${other};
      }
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
      copyExtra =
        path:
        let
          file = builtins.path {
            name = import ./store-name.nix (baseNameOf path);
            path = root + "/${path}";
          };
        in
        ''
          mkdir -p ${place (dirOf path)}
          cp -rT --no-preserve=ownership ${file} ${place path}
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
