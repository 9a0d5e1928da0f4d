# Members that have a crate compiled for those who use it.
{
  childPath,
  relativePath,
  stubMember,
}:
let
  stubOn =
    name: manifestWith: sources:
    { workspace, crate }:
    stubMember {
      inherit workspace name sources;
      manifest = manifestWith {
        package = crate.name;
        path = relativePath (childPath workspace name) crate.dir;
      };
      dependencies = [ { inherit (crate) name version; } ];
    };
in
{
  # For the machine that builds, so that those who use it there need not: Cargo compiles a crate that it is asked for by name
  # for the result only.
  hostStub = stubOn "nx-crane-host" (crate: { build-dependencies.host = crate; }) {
    "build.rs" = "fn main() {}\n";
    "src/lib.rs" = "";
  };
  # As for any other that uses it: clippy only lints crates that it is asked for by name, and what it has checked of them is
  # not what others use.
  userStub = stubOn "nx-crane-user" (crate: { dependencies.used = crate; }) { "src/lib.rs" = ""; };
}
