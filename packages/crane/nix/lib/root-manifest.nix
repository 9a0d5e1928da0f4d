# What of a workspace's root manifest the crates that remain need. The package that it may declare is not part of it.
{
  # The root manifest, parsed.
  root,
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
  workspace = root.workspace or { };
  keep = import ./keep-attributes.nix;
  optional = name: value: if value == { } then { } else { ${name} = value; };
  inherits = value: builtins.isAttrs value && value.workspace or false == true;

  taken = name: nameSet (builtins.concatMap (parts: parts.${name}) inherited);
  nameSet = import ./name-set.nix;
  members = nameSet memberDirs;

  # What a workspace whose root is a package takes from the edition of that package.
  edition =
    let
      own = root.package.edition or "2015";
    in
    if inherits own then workspace.package.edition or "2015" else own;
  resolver =
    workspace.resolver or root.package.resolver or (
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

  patches = import ./used-patches.nix {
    patches = root.patch or { };
    inherit locked crateDirs;
  };

  profileOf =
    profile:
    builtins.removeAttrs profile [ "package" ]
    // optional "package" (
      keep (name: _: name == "*" || isAbout lockedNames name) (profile.package or { })
    );

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
      members = map (dir: if dir == "" then "." else import ./escape-glob.nix dir) memberDirs;
      inherit resolver;
      # A dependency below the workspace that is no member would become one.
      exclude = builtins.filter (dir: dir != "" && !(members ? ${dir})) crateDirs;
    }
    // optional "package" (builtins.intersectAttrs (taken "fields") (workspace.package or { }))
    // optional "dependencies" (
      builtins.intersectAttrs (taken "dependencies") (workspace.dependencies or { })
    )
    // optional "lints" (
      if builtins.any (parts: parts.lints) inherited then workspace.lints or { } else { }
    );
in
(if isWorkspace then { workspace = remaining; } else { })
// optional "patch" patches
// optional "replace" (
  keep (specification: _: isAbout replacedNames specification) (root.replace or { })
)
// optional "profile" (builtins.mapAttrs (_: profileOf) (root.profile or { }))
// (if root ? cargo-features then { inherit (root) cargo-features; } else { })
