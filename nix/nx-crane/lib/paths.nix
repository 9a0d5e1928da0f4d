# Paths relative to the repository; `""` is the repository.
{ lib }:
rec {
  # The path of `name` below the directory `dir`.
  childPath = dir: name: if dir == "" then name else "${dir}/${name}";
  # The names that a path consists of; an empty part and `.` are none.
  pathParts =
    path:
    builtins.filter (part: builtins.isString part && part != "" && part != ".") (
      builtins.split "/" path
    );
  # Without empty and `.` parts.
  normalPath = path: builtins.concatStringsSep "/" (pathParts path);
  # The directories from the repository to `dir`, both included: "a/b" → [ "" "a" "a/b" ].
  directoriesTo =
    dir:
    let
      parts = pathParts dir;
    in
    builtins.genList (length: builtins.concatStringsSep "/" (lib.take length parts)) (
      builtins.length parts + 1
    );
  # The directory `to` as seen from the directory `from`; `""` for the same.
  relativePath =
    from: to:
    let
      step =
        left: right:
        if left != [ ] && right != [ ] && builtins.head left == builtins.head right then
          step (builtins.tail left) (builtins.tail right)
        else
          map (_: "..") left ++ right;
    in
    builtins.concatStringsSep "/" (step (pathParts from) (pathParts to));
  # The path that `path` means in the directory `dir`; null where it leaves the repository.
  resolvePath =
    dir: path:
    let
      step =
        resolved: part:
        if resolved == null then
          null
        else if part != ".." then
          resolved ++ [ part ]
        else if resolved == [ ] then
          null
        else
          lib.init resolved;
      resolved = builtins.foldl' step [ ] (pathParts (childPath dir path));
    in
    if resolved == null then null else builtins.concatStringsSep "/" resolved;
}
