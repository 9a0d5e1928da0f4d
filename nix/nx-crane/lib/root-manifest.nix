# What of a workspace's root manifest the crates that remain need. The package that it may declare is not part of it.
{
  # The root manifest, parsed.
  root,
  # The manifests of the members that remain, parsed, as they will be written.
  manifests,
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
  kinds = import ./dependency-kinds.nix;
  workspace = root.workspace or { };
  keep = import ./keep-attributes.nix;
  optional = name: value: if value == { } then { } else { ${name} = value; };
  inherits = value: builtins.isAttrs value && value.workspace or false == true;

  inheritedFields = builtins.concatMap (
    manifest:
    let
      package = manifest.package or { };
    in
    builtins.filter (name: inherits package.${name}) (builtins.attrNames package)
  ) manifests;
  inheritedDependencies = map (dependency: dependency.key) (
    builtins.filter (dependency: inherits dependency.value) (
      builtins.concatMap (
        manifest:
        import ./manifest-dependencies.nix {
          inherit manifest;
          kinds = kinds.all;
        }
      ) manifests
    )
  );
  inheritsLints = builtins.any (manifest: inherits (manifest.lints or { })) manifests;

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

  isNamedBy =
    specification: package:
    let
      name = builtins.match "(.*#)?([^@:#]+)([@:].*)?" specification;
    in
    name != null && builtins.elemAt name 1 == package.name;

  patches = import ./used-patches.nix {
    patches = root.patch or { };
    inherit locked crateDirs;
  };

  profileOf =
    profile:
    builtins.removeAttrs profile [ "package" ]
    // optional "package" (
      keep (name: _: name == "*" || builtins.any (isNamedBy name) locked) (profile.package or { })
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
      exclude = builtins.filter (dir: dir != "" && !(builtins.elem dir memberDirs)) crateDirs;
    }
    // optional "package" (
      keep (name: _: builtins.elem name inheritedFields) (workspace.package or { })
    )
    // optional "dependencies" (
      keep (name: _: builtins.elem name inheritedDependencies) (workspace.dependencies or { })
    )
    // optional "lints" (if inheritsLints then workspace.lints or { } else { });
in
(if isWorkspace then { workspace = remaining; } else { })
// optional "patch" patches
// optional "replace" (
  keep (
    specification: _:
    builtins.any (package: package ? replace && isNamedBy specification package) locked
  ) (root.replace or { })
)
// optional "profile" (builtins.mapAttrs (_: profileOf) (root.profile or { }))
// (if root ? cargo-features then { inherit (root) cargo-features; } else { })
