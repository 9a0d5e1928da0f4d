# Arguments of crane's functions with `more` of them: lists, environments, scripts of phases and what is handed to Cargo
# are joined, everything else is taken from `more`.
arguments: more:
let
  isScript = name: builtins.match "(pre|post)[A-Z].*|failureHook|exitHook" name != null;
  isWords = name: builtins.match "cargo.*ExtraArgs" name != null;
  joined =
    name: value:
    let
      old = arguments.${name};
    in
    if !(arguments ? ${name}) || old == null then
      value
    else if builtins.isList old && builtins.isList value then
      old ++ value
    else if name == "env" then
      old // value
    else if isScript name then
      "${old}\n${value}"
    else if isWords name then
      "${old} ${value}"
    else
      value;
in
arguments // builtins.mapAttrs joined more
