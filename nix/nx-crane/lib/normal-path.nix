# A relative path without empty and `.` parts.
path: builtins.concatStringsSep "/" (import ./path-parts.nix path)
