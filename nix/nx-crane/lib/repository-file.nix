# A file of the repository, or a directory, as a store path of its own: no other file moves it.
root: path:
builtins.path {
  name = import ./store-name.nix (baseNameOf path);
  path = root + "/${path}";
}
