# A list of derivations, each told as data, with what Nix makes of it.
{ cases }:
let
  told = builtins.fromJSON (builtins.readFile cases);

  # A piece of a string: text, or the path of something that becomes an input.
  piece =
    part:
    if part ? text then
      part.text
    else if part ? output then
      (builtins.elemAt derivations part.derivation).${part.output}
    else if part ? closure then
      (builtins.elemAt derivations part.closure).drvPath
    else if part ? file then
      builtins.toFile "input" part.file
    else
      builtins.path {
        path = /. + part.source;
        name = "source";
      };
  print = parts: builtins.concatStringsSep "" (map piece parts);

  derivations = map (
    one:
    derivation (
      {
        inherit (one) name system outputs;
        builder = print one.builder;
        args = map print one.args;
      }
      // builtins.mapAttrs (_: print) one.environment
      // one.plain
    )
  ) told;
in
map (
  { fst, snd }:
  {
    derivation = builtins.unsafeDiscardStringContext snd.drvPath;
    outputs = map (name: builtins.unsafeDiscardStringContext snd.${name}.outPath) fst.outputs;
  }
) (builtins.genList (index: { fst = builtins.elemAt told index; snd = builtins.elemAt derivations index; }) (builtins.length told))
