# What of a workspace's root manifest the crates that remain need. The package that it may declare is not part of it.
{ lib, usedPatches }:
{
  # The root manifest, parsed.
  manifest,
  # What each of the members that remain takes from it (inherited-parts.nix).
  inherited,
  # Their directories, seen from the workspace.
  memberDirs,
  # Directories of the crates that remain, seen from the workspace, whether members or not.
  crateDirs,
  # Whether the members are more than the crate that the root manifest declares.
  isWorkspace,
  # The packages of the pruned lock.
  locked,
}:
let
  workspace = manifest.workspace or { };
  nonEmpty = lib.filterAttrs (_: value: value != { });
  inherits = value: builtins.isAttrs value && value.workspace or false == true;

  # A path that means only itself where a glob is expected.
  escapeGlob =
    builtins.replaceStrings
      [
        "["
        "]"
        "*"
        "?"
      ]
      [
        "[[]"
        "[]]"
        "[*]"
        "[?]"
      ];
  taken = name: nameSet (builtins.concatMap (parts: parts.${name}) inherited);
  # Quicker to ask than a list.
  nameSet = names: lib.genAttrs names (_: true);
  members = nameSet memberDirs;

  # What a workspace whose root is a package takes from the edition of that package.
  edition =
    let
      own = manifest.package.edition or "2015";
    in
    if inherits own then workspace.package.edition or "2015" else own;
  resolver =
    workspace.resolver or manifest.package.resolver or (
      if edition == "2024" then
        "3"
      else if edition == "2021" then
        "2"
      else
        "1"
    );

  # Whether a specification of packages, such as `registry#name@version`, is about one of `names`.
  isAbout =
    names: specification:
    let
      parts = builtins.match "(.*#)?([^@:#]+)([@:].*)?" specification;
    in
    parts != null && names ? ${builtins.elemAt parts 1};
  namesOf = packages: nameSet (map (package: package.name) packages);
  lockedNames = namesOf locked;
  replacedNames = namesOf (builtins.filter (package: package ? replace) locked);

  profileOf =
    profile:
    builtins.removeAttrs profile [ "package" ]
    // nonEmpty {
      package = lib.filterAttrs (name: _: name == "*" || isAbout lockedNames name) (
        profile.package or { }
      );
    };

  remaining =
    builtins.removeAttrs workspace [
      "members"
      "default-members"
      "exclude"
      "dependencies"
      "package"
      "lints"
      "metadata"
    ]
    // {
      members = map (dir: if dir == "" then "." else escapeGlob dir) memberDirs;
      inherit resolver;
      # A dependency below the workspace that is no member would become one.
      exclude = builtins.filter (dir: dir != "" && !(members ? ${dir})) crateDirs;
    }
    // nonEmpty {
      package = builtins.intersectAttrs (taken "fields") (workspace.package or { });
      dependencies = builtins.intersectAttrs (taken "dependencies") (workspace.dependencies or { });
      lints = lib.optionalAttrs (builtins.any (parts: parts.lints) inherited) (workspace.lints or { });
    };
in
lib.optionalAttrs isWorkspace { workspace = remaining; }
// nonEmpty {
  patch = usedPatches {
    patches = manifest.patch or { };
    inherit locked crateDirs;
  };
  replace = lib.filterAttrs (specification: _: isAbout replacedNames specification) (
    manifest.replace or { }
  );
  profile = builtins.mapAttrs (_: profileOf) (manifest.profile or { });
}
// builtins.intersectAttrs { cargo-features = true; } manifest
