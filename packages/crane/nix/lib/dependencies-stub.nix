# A member that depends on `packages`, for the result and for the machine that builds as each is compiled.
{
  lib,
  dependencyKey,
  dependencySpecification,
  stubMember,
}:
{
  workspace,
  packages,
  compiled,
}:
let
  specificationOf = dependencySpecification (_: null);
  featuresOf = package: compiled."${package.name} ${package.version}";
  dependenciesFor =
    form:
    builtins.listToAttrs (
      map (package: {
        name = dependencyKey package;
        value = specificationOf package // {
          features = (featuresOf package).${form};
          default-features = false;
        };
      }) (builtins.filter (package: featuresOf package ? ${form}) packages)
    );
  onHost = dependenciesFor "host";
in
stubMember {
  inherit workspace;
  name = "nx-crane-dependencies";
  manifest = {
    dependencies = dependenciesFor "target";
    build-dependencies = onHost;
  };
  dependencies = packages;
  sources = {
    "src/lib.rs" = "";
  }
  // lib.optionalAttrs (onHost != { }) { "build.rs" = "fn main() {}\n"; };
}
