# { trees, texts }: store paths of filtered trees, and of texts that refer to each other.
{ cases }:
let
  given = builtins.fromJSON (builtins.readFile cases);
  # Bytes, not characters: in Nix every string is bytes.
  keep = path: type: type != "symlink" && builtins.bitAnd (builtins.stringLength (baseNameOf path)) 3 != 0;
  texts = map (
    text: builtins.toFile text.name (text.contents + builtins.concatStringsSep "\n" (map (builtins.elemAt texts) text.references))
  ) given.texts;
in
{
  filtered = map (
    path:
    builtins.path {
      path = /. + path;
      name = "filtered";
      filter = keep;
    }
  ) given.trees;
  texts = map builtins.unsafeDiscardStringContext texts;
}
