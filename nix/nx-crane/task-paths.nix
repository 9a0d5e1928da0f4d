# What each task is built into, on this machine: manifest of the crate → { attribute, tasks }, where `tasks` has for each kind
# { storePath, derivation }. Null for a task that cannot be evaluated, so that the others can be.
{
  inputOverrides ? "{}",
  system ? builtins.currentSystem,
}:
let
  inherit (import ./crates.nix) crates;
  outputs = import ./working-tree.nix { inherit inputOverrides; };
  tasks =
    (outputs.legacyPackages.${system} or (throw ''
      flake.nix has no outputs for ${system}: add it to `systems` there
    '')
    ).tasks;
  pathsOf =
    task:
    let
      paths = {
        storePath = builtins.unsafeDiscardStringContext task.outPath;
        derivation = builtins.unsafeDiscardStringContext task.drvPath;
      };
      tried = builtins.tryEval (builtins.deepSeq paths paths);
    in
    if tried.success then tried.value else null;
in
builtins.listToAttrs (
  map (
    attribute:
    let
      crate = crates.${attribute};
    in
    {
      name = if crate.dir == "" then "Cargo.toml" else "${crate.dir}/Cargo.toml";
      value = {
        inherit attribute;
        tasks = builtins.mapAttrs (_: pathsOf) tasks.${attribute};
      };
    }
  ) (builtins.attrNames crates)
)
