# Where `path` lies in the output of a derivation, for its script. `./` keeps a name that begins with a dash from being an
# option.
{ lib }: path: "\"$out\"/${lib.escapeShellArg "./${path}"}"
