# A member that depends on `packages`, for the result and for the machine that builds as each is compiled.
{
  workspace,
  packages,
  compiled,
}:
let
  name = "nx-crane-dependencies";
  dir = import ./child-path.nix workspace name;
  specificationOf = import ./dependency-specification.nix {
    inherit dir;
    dirOf = _: null;
  };
  featuresOf = package: compiled."${package.name} ${package.version}";
  dependenciesFor =
    form:
    builtins.listToAttrs (
      map (package: {
        name = import ./dependency-key.nix package;
        value = specificationOf package // {
          features = (featuresOf package).${form};
          default-features = false;
        };
      }) (builtins.filter (package: featuresOf package ? ${form}) packages)
    );
  onHost = dependenciesFor "host";
in
{
  inherit name dir;
  manifest = {
    package = {
      inherit name;
      version = "0.0.0";
      edition = "2021";
    };
    dependencies = dependenciesFor "target";
    build-dependencies = onHost;
  };
  locked = {
    inherit name;
    version = "0.0.0";
    dependencies = packages;
  };
  files = {
    "src/lib.rs" = "";
  }
  // (if onHost == { } then { } else { "build.rs" = "fn main() {}\n"; });
}
