# What the overrides file may say, by the types that Nix has for it.
let
  inputs = {
    # Libraries that the crate is linked with, and programs that its build starts.
    buildInputs = "list";
    nativeBuildInputs = "list";
    env = "set";
  };
  compilation = inputs // {
    features = "list";
    noDefaultFeatures = "bool";
    allFeatures = "bool";
    # A profile of Cargo, e.g. "dev".
    profile = "string";
    # Further arguments of crane's functions, and of nixpkgs' `mkDerivation`.
    craneArguments = "set";
  };
in
{
  file = {
    all = "set";
    crates = "set";
    nativeDependencies = "set";
    registries = "list";
    outputHashes = "set";
    devShell = "set";
  };
  crate = compilation // {
    targetTriple = "string";
    test = "set";
  };
  test = compilation;
  nativeDependency = inputs;
  registry = {
    # As Cargo.lock names it, with or without `registry+`; `sparse+` is part of it.
    indexUrl = "string";
    # Where crates are downloaded: `dl` of the index's config.json.
    dl = "string";
    # By which manifests call it, where .cargo/config.toml does not say.
    name = "string";
    fetchurlExtraArgs = "set";
  };
}
