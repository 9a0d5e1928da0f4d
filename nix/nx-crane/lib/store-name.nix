# A name that the store takes: what it would refuse is replaced by a dash.
name:
let
  parts = builtins.split "[^A-Za-z0-9+._?=-]+" name;
  text = builtins.concatStringsSep "-" (builtins.filter builtins.isString parts);
in
if builtins.match "[.].*" text != null || text == "" then "crate-${text}" else text
