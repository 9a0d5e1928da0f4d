# Of some tasks the derivations: [ { storePath, derivation } ], in the order of the tasks. With --read-write-mode they are put
# into the store by that.
{
  inputOverrides ? "{}",
  ignored ? "[]",
  system ? builtins.currentSystem,
  # Path of a JSON file: [ { attribute, kind } ]. Not the text itself, since systems limit how long an argument may be.
  tasksFile,
}:
let
  inherit ((import ./working-tree.nix { inherit inputOverrides ignored; }).legacyPackages.${system}) tasks;
  derivationOf =
    { attribute, kind }:
    let
      task = tasks.${attribute}.${kind};
    in
    {
      storePath = builtins.unsafeDiscardStringContext task.outPath;
      derivation = builtins.unsafeDiscardStringContext task.drvPath;
    };
in
map derivationOf (builtins.fromJSON (builtins.readFile (/. + tasksFile)))
