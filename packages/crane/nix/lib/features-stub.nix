# A member that asks for the features with which `cargo build --workspace` compiles the packages of a pruned lock, so that
# every derivation compiles a package with the same ones: Cargo unifies the features of the members that it is asked for.
# It has nothing to compile, since the feature that its only target requires is off.
{
  workspace,
  # The packages of the pruned lock, and their features by "name version".
  locked,
  compiled,
  # The directory of a package of the repository, or null.
  dirOf,
  # Whether a package has a feature: what is said of a crate of the repository may be older than its manifest.
  offers,
}:
let
  name = "nx-crane-features";
  dir = import ./child-path.nix workspace name;
  specificationOf = import ./dependency-specification.nix { inherit dir dirOf; };
  known = builtins.filter (
    package: compiled ? ${nameOf package} && specificationOf package != null
  ) locked;
  nameOf = package: "${package.name} ${package.version}";
  asksOf =
    form:
    builtins.listToAttrs (
      builtins.concatMap (
        package:
        let
          features = builtins.filter (offers package) (compiled.${nameOf package}.${form} or [ ]);
        in
        if features == [ ] then
          [ ]
        else
          [
            {
              name = import ./dependency-key.nix package;
              value = specificationOf package // {
                inherit features;
                default-features = false;
              };
            }
          ]
      ) known
    );
  asked = {
    dependencies = asksOf "target";
    build-dependencies = asksOf "host";
  };
  isAsked =
    package:
    let
      key = import ./dependency-key.nix package;
    in
    asked.dependencies ? ${key} || asked.build-dependencies ? ${key};
in
{
  inherit name dir;
  manifest = {
    package = {
      inherit name;
      version = "0.0.0";
      edition = "2021";
    };
    features.never = [ ];
    bin = [
      {
        inherit name;
        path = "main.rs";
        required-features = [ "never" ];
      }
    ];
  }
  // asked;
  locked = {
    inherit name;
    version = "0.0.0";
    dependencies = builtins.filter isAsked known;
  };
  files."main.rs" = "fn main() {}\n";
}
