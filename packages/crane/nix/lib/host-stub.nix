# A member that has the crate compiled for the machine that builds, so that those who use it there need not: Cargo
# compiles a crate that it is asked for by name for the result only.
{
  childPath,
  relativePath,
  stubMember,
}:
{ workspace, crate }:
let
  name = "nx-crane-host";
in
stubMember {
  inherit workspace name;
  manifest.build-dependencies.host = {
    package = crate.name;
    path = relativePath {
      from = childPath workspace name;
      to = crate.dir;
    };
  };
  dependencies = [ { inherit (crate) name version; } ];
  sources = {
    "build.rs" = "fn main() {}\n";
    "src/lib.rs" = "";
  };
}
