# A relative path without empty and `.` parts.
path:
builtins.concatStringsSep "/" (
  builtins.filter (part: builtins.isString part && part != "" && part != ".") (
    builtins.split "/" path
  )
)
