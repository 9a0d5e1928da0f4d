# A member that uses the crate, so that the crate is compiled as for any other that does: clippy only lints crates that it
# is asked for by name, and what it has checked of them is not what others use.
{
  childPath,
  relativePath,
  stubMember,
}:
{ workspace, crate }:
let
  name = "nx-crane-user";
in
stubMember {
  inherit workspace name;
  manifest.dependencies.used = {
    package = crate.name;
    path = relativePath {
      from = childPath workspace name;
      to = crate.dir;
    };
  };
  dependencies = [ { inherit (crate) name version; } ];
  sources."src/lib.rs" = "";
}
