# What Cargo compiles for the machine that builds, by key: crates that build scripts are made with, proc-macros, and what
# these need. It compiles them otherwise than crates for the result: without optimising, and with features of their own.
{
  lib,
  crates,
  manifests,
  compiledClosure,
}:
let
  isProcMacro =
    key:
    let
      library = manifests.${key}.lib or { };
      types = library.crate-type or library.crate_type or [ ];
    in
    library.proc-macro or library.proc_macro or false || builtins.elem "proc-macro" types;
  keys = builtins.attrNames crates;
  used =
    builtins.filter isProcMacro keys
    ++ builtins.concatMap (key: crates.${key}.dependencies.build) keys;
in
# A proc-macro is compiled in no other way.
lib.genAttrs (compiledClosure used) (key: if isProcMacro key then "only" else "also")
