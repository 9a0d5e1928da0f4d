# The inputs of a flake by name, as flake.lock pins them. Follows what Nix does when it calls a flake (call-flake.nix in its
# sources), for the root flake only.
{
  lockFile,
  # The inputs that flake.nix declares.
  declared,
  # name → a directory that takes the place of the input
  overrides,
}:
let
  isLocked = builtins.pathExists lockFile;
  lock =
    if isLocked then
      builtins.fromJSON (builtins.readFile lockFile)
    else
      {
        root = "root";
        nodes.root.inputs = { };
      };
  rootInputs = lock.nodes.${lock.root}.inputs or { };

  # A name of a node, or the way to it through the inputs of the root.
  resolve = reference: if builtins.isList reference then follow lock.root reference else reference;
  follow =
    node: way:
    if way == [ ] then
      node
    else
      follow (resolve lock.nodes.${node}.inputs.${builtins.head way}) (builtins.tail way);

  nodes = builtins.mapAttrs (name: node: called (sourceOf name node) node) lock.nodes;
  sourceOf =
    name: node:
    if node ? parent then
      throw "flake.lock: the input ${name} is a path within another input: give it an override"
    else
      builtins.fetchTree (node.info or { } // builtins.removeAttrs node.locked [ "dir" ]);
  called =
    source: node:
    let
      dir = node.locked.dir or "";
      outPath = source + (if dir == "" then "" else "/${dir}");
      flake = import (outPath + "/flake.nix");
      inputs = builtins.mapAttrs (_: reference: nodes.${resolve reference}) (node.inputs or { });
      outputs = flake.outputs (inputs // { self = result; });
      result =
        outputs
        // source
        // {
          inherit outPath inputs outputs;
          sourceInfo = source;
          _type = "flake";
        };
    in
    if node.flake or true then result else source;

  # Where it lies: the names and contents of what a derivation takes from it are the same in the store.
  overridden =
    name:
    called { outPath = /. + overrides.${name}; } {
      inputs = lock.nodes.${resolve rootInputs.${name} or lock.root}.inputs or { };
    };
  inputOf =
    name:
    if overrides ? ${name} then
      overridden name
    else if rootInputs ? ${name} then
      nodes.${resolve rootInputs.${name}}
    else if isLocked then
      throw "flake.lock does not hold the input ${name}: run `nix flake lock` and commit it"
    else
      throw "flake.lock is missing: run `nix flake lock` and commit it";
in
builtins.mapAttrs (name: _: inputOf name) declared
