# A member that asks for the features with which `cargo build --workspace` compiles the packages of a pruned lock, so that
# every derivation compiles a package with the same ones: Cargo unifies the features of the members that it is asked for.
# It has nothing to compile, since the feature that its only target requires is off.
{ stubMember }:
{
  workspace,
  # The packages of the pruned lock, and what is asked of them by "name version" (feature-requests.nix).
  locked,
  requests,
}:
let
  name = "nx-crane-features";
  requestOf = package: requests."${package.name} ${package.version}" or null;
  asked = builtins.filter (package: requestOf package != null) locked;
  table =
    form:
    "[${form}]\n" + builtins.concatStringsSep "" (map (package: (requestOf package).${form}) asked);
in
stubMember {
  inherit workspace name;
  manifest = {
    features.never = [ ];
    bin = [
      {
        inherit name;
        path = "main.rs";
        required-features = [ "never" ];
      }
    ];
  };
  moreManifest = table "dependencies" + table "build-dependencies";
  dependencies = asked;
  sources."main.rs" = "fn main() {}\n";
}
