# A member that depends on `packages`, for the result and for the machine that builds as each is compiled.
{
  workspace,
  packages,
  compiled,
}:
let
  specificationOf = import ./dependency-specification.nix (_: null);
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
import ./stub-member.nix {
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
  // (if onHost == { } then { } else { "build.rs" = "fn main() {}\n"; });
}
