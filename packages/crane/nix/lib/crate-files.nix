# The files of a crate as one store path. Manifests are left out: what takes their place is put together from their meaning.
# `which` are "built": what a compiler or a build script may read; "tested": also tests, examples and what they read;
# "sources": what is written in Rust.
{
  root,
  isIgnored,
  childPath,
  storeName,
}:
which: crate:
let
  base = root + (if crate.dir == "" then "" else "/${crate.dir}");
  prefixLength = builtins.stringLength (toString base) + 1;
  matches = pattern: name: builtins.match pattern name != null;
  lowered =
    let
      letters = text: builtins.genList (index: builtins.substring index 1 text) 26;
    in
    builtins.replaceStrings (letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (letters "abcdefghijklmnopqrstuvwxyz");

  # The rules of cargo/src/crate-contents.ts; `npm run check:nix` compares both.
  # What tools made, and what is a project of its own.
  isOther =
    path: name:
    builtins.elem name [
      "node_modules"
      "target"
    ]
    || builtins.elem path [
      "dist/cargo"
      "dist/doc"
      "pkg"
    ]
    || builtins.elem (childPath crate.dir path) crate.nestedDirs
    || hasFile "${path}/CACHEDIR.TAG"
    || (crate.dir == "" && hasFile "${path}/package.json");
  hasFile = path: !(isIgnored (childPath crate.dir path)) && builtins.pathExists (base + "/${path}");
  # At the top of the crate, for people or for npm.
  isAboutCrate =
    path: type:
    path == "package.json"
    || matches "docs?" (lowered path)
    || (
      type != "directory"
      && matches "(${builtins.concatStringsSep "|" aboutNames})([.-].*)?" (lowered path)
      && !(matches ".*[.]rs" path)
    );
  aboutNames = [
    "authors"
    "change(log|s)"
    "code_of_conduct"
    "contributing"
    "copying"
    "history"
    "licen[cs]e"
    "notice"
    "readme"
    "security"
    "unlicense"
  ];
  isTestOnly = matches "tests|benches|examples";
  isText = name: type: type != "directory" && matches ".*[.](md|markdown)" (lowered name);
  isManifest = path: path == "Cargo.toml" || path == "Cargo.lock";

  wanted =
    path: type: name:
    !(matches "[.].*" name)
    && !(isManifest path)
    && !(isIgnored (childPath crate.dir path))
    && !(path == name && isAboutCrate path type)
    && !(which == "built" && (isTestOnly path || isText name type))
    && (
      if type == "directory" then
        !(isOther path name) && holdsSomething path
      else
        which != "sources" || matches ".*[.]rs" name
    );
  # Git knows no empty directory, and a build leaves one where all it holds is an output. Where the crate's directory is a
  # link, the filter is asked about where that leads to, and nothing lies at `dir`.
  holdsSomething =
    dir:
    let
      directory = base + "/${dir}";
      entries = builtins.readDir directory;
    in
    !(builtins.pathExists directory)
    || builtins.any (name: wanted "${dir}/${name}" entries.${name} name) (builtins.attrNames entries);
in
builtins.path {
  name = storeName crate.name;
  path = base;
  filter =
    path: type:
    let
      below = builtins.substring prefixLength (builtins.stringLength path) path;
    in
    wanted below type (baseNameOf path);
}
