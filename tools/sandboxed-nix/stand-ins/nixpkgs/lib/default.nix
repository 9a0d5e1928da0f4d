# Stands for nixpkgs' `lib`, as far as the generated flake and the stand-ins call it.
rec {
  # Contract: the value that a function of itself has.
  fix =
    f:
    let
      self = f self;
    in
    self;
  # Contract: the set of these names with the value of `f` for each.
  genAttrs =
    names: f:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = f name;
      }) names
    );
  # Contract: the last item of a list that has one.
  last = list: builtins.elemAt list (builtins.length list - 1);
  # Contract: `f` of each item, joined by `separator`.
  concatMapStringsSep =
    separator: f: list:
    builtins.concatStringsSep separator (map f list);
  # Contract: `f` of each item, joined.
  concatMapStrings = f: list: builtins.concatStringsSep "" (map f list);
  # Contract: ASCII letters become capitals.
  toUpper =
    let
      letters = text: builtins.genList (at: builtins.substring at 1 text) (builtins.stringLength text);
    in
    builtins.replaceStrings (letters "abcdefghijklmnopqrstuvwxyz") (letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  # Contract: one word of a POSIX shell, whatever is in the text; plain words stay as they are.
  escapeShellArg =
    text:
    if builtins.match "[[:alnum:],._+:@%/-]+" text != null then
      text
    else
      "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] text}'";
  # Contract: calls a function, given as such or by its file, with what it asks for by name.
  callPackageWith =
    packages: function: arguments:
    let
      f = if builtins.isFunction function then function else import function;
    in
    f (builtins.intersectAttrs (builtins.functionArgs f) packages // arguments);
}
