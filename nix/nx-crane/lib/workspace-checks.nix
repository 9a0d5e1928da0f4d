# Checks of what the crates of a workspace depend on, where the repository configures them: cargo-audit, with the
# database of advisories that the flake pins, and cargo-deny.
{
  lib,
  craneLib,
  inputs,
  root,
  locks,
  lockedWorkspaces,
  isThere,
  childPath,
  storeName,
  cargoRegistries,
  vendoredPackages,
  manifestsSource,
}:
let
  # Those of these names that the workspace has, the first of which counts.
  configOf = workspace: names: builtins.filter isThere (map (childPath workspace) names);
  named =
    check: workspace:
    if workspace == "" then
      check
    else
      "${check}-${builtins.replaceStrings [ "/" ] [ "-" ] workspace}";
  crateIn = workspace: {
    pname = if workspace == "" then "workspace" else storeName (baseNameOf workspace);
    version = "0.0.0";
  };

  advisoryDb =
    inputs.advisory-db or (throw ''
      .cargo/audit.toml exists, but flake.nix has no input with the advisories: add to its `inputs`
        advisory-db = {
          url = "github:rustsec/advisory-db";
          flake = false;
        };
      or delete .cargo/audit.toml'');
  audit =
    workspace: _:
    craneLib.cargoAudit (
      crateIn workspace
      // {
        # Only what is asked for: crane would look through all that is there.
        src = builtins.path {
          name = "source";
          path = root + (if workspace == "" then "" else "/${workspace}");
          filter =
            path: _:
            builtins.elem path (
              map (name: toString (root + "/${childPath workspace name}")) [
                "Cargo.lock"
                ".cargo"
                ".cargo/audit.toml"
              ]
            );
        };
        advisory-db = advisoryDb;
        strictDeps = true;
      }
    );

  deny =
    workspace: config:
    let
      locked = locks.${workspace}.package;
    in
    craneLib.cargoDeny (
      crateIn workspace
      // {
        src = manifestsSource { inherit workspace config; };
        sourceRoot = if workspace == "" then "source" else "source/${workspace}";
        cargoVendorDir = vendoredPackages locked;
        env = (cargoRegistries.usedBy locked).variables;
        strictDeps = true;
      }
    );

  checksOf =
    workspace:
    let
      check =
        name: make: configs:
        lib.optional (configs != [ ]) {
          name = named name workspace;
          value = make workspace (builtins.head configs);
        };
    in
    check "cargo-audit" audit (configOf workspace [ ".cargo/audit.toml" ])
    ++ check "cargo-deny" deny (
      configOf workspace [
        "deny.toml"
        ".deny.toml"
        ".cargo/deny.toml"
      ]
    );
in
builtins.listToAttrs (builtins.concatMap checksOf lockedWorkspaces)
