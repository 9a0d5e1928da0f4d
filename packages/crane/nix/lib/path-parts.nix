# The names that a relative path consists of; an empty part and `.` are none.
path:
builtins.filter (part: builtins.isString part && part != "" && part != ".") (
  builtins.split "/" path
)
