# A file of the repository, or a directory, as a store path of its own: no other file moves it.
{ root, storeName }:
path:
builtins.path {
  name = storeName (baseNameOf path);
  path = root + "/${path}";
}
