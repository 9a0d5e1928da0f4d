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
  # Contract: the attributes for which `wanted name value` holds.
  filterAttrs =
    wanted: set:
    removeAttrs set (
      builtins.filter (name: !(wanted name set.${name})) (builtins.attrNames set)
    );
  # Contract: what `f name value` gives for each attribute: a list of that, and a set where it is { name, value }.
  mapAttrsToList = f: set: map (name: f name set.${name}) (builtins.attrNames set);
  mapAttrs' = f: set: builtins.listToAttrs (mapAttrsToList f set);
  # Contract: the value at a path in nested sets, else `default`.
  attrByPath =
    path: default: set:
    if path == [ ] then
      set
    else if set ? ${builtins.head path} then
      attrByPath (builtins.tail path) default set.${builtins.head path}
    else
      default;
  # Contract: the value where the condition holds, else an empty one of its kind.
  optional = condition: item: if condition then [ item ] else [ ];
  optionals = condition: list: if condition then list else [ ];
  optionalAttrs = condition: set: if condition then set else { };
  optionalString = condition: text: if condition then text else "";
  # Contract: a list as it is, and anything else as a list of it.
  toList = value: if builtins.isList value then value else [ value ];
  # Contract: the first of each of the items that are equal.
  unique = builtins.foldl' (kept: item: if builtins.elem item kept then kept else kept ++ [ item ]) [ ];
  # Contract: the first items, at most `count`; and all but the last of a list that has one.
  take =
    count: list:
    builtins.genList (builtins.elemAt list) (
      if count < builtins.length list then count else builtins.length list
    );
  init = list: take (builtins.length list - 1) list;
  # Contract: the last item of a list that has one.
  last = list: builtins.elemAt list (builtins.length list - 1);
  # Contract: `f` of each item, joined by `separator`.
  concatMapStringsSep =
    separator: f: list:
    builtins.concatStringsSep separator (map f list);
  # Contract: `f` of each item, joined.
  concatMapStrings = f: list: builtins.concatStringsSep "" (map f list);
  # Contract: whether a text begins with another, and the text without that if it does.
  hasPrefix = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;
  removePrefix =
    prefix: text:
    if hasPrefix prefix text then
      builtins.substring (builtins.stringLength prefix) (builtins.stringLength text) text
    else
      text;
  # Contract: what stands between occurrences of `separator`, here of one character that means itself in brackets.
  splitString =
    separator: text: builtins.filter builtins.isString (builtins.split "[${separator}]" text);
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
