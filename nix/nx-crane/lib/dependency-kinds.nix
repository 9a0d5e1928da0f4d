# The tables of a manifest by what they are for; Cargo knows two spellings of some.
rec {
  compiled = [
    "dependencies"
    "build-dependencies"
    "build_dependencies"
  ];
  tested = [
    "dev-dependencies"
    "dev_dependencies"
  ];
  all = compiled ++ tested;
}
