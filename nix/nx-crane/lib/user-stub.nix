# A member that uses the crate, so that the crate is compiled as for any other that does: clippy only lints crates that it
# is asked for by name, and what it has checked of them is not what others use.
{ workspace, crate }:
let
  name = "nx-crane-user";
  dir = import ./child-path.nix workspace name;
in
{
  inherit name dir;
  manifest = {
    package = {
      inherit name;
      version = "0.0.0";
      edition = "2021";
    };
    dependencies.used = {
      package = crate.name;
      path = import ./relative-path.nix {
        from = dir;
        to = crate.dir;
      };
    };
  };
  locked = {
    inherit name;
    version = "0.0.0";
    dependencies = [ { inherit (crate) name version; } ];
  };
  files."src/lib.rs" = "";
}
