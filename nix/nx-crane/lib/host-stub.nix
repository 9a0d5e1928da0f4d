# A member that has the crate compiled for the machine that builds, so that those who use it there need not: Cargo
# compiles a crate that it is asked for by name for the result only.
{ workspace, crate }:
let
  name = "nx-crane-host";
  dir = import ./child-path.nix workspace name;
  path = import ./relative-path.nix {
    from = dir;
    to = crate.dir;
  };
in
{
  inherit name dir;
  manifest = {
    package = {
      inherit name;
      version = "0.0.0";
      edition = "2021";
    };
    build-dependencies.host = {
      package = crate.name;
      inherit path;
    };
  };
  locked = {
    inherit name;
    version = "0.0.0";
    dependencies = [ { inherit (crate) name version; } ];
  };
  files = {
    "build.rs" = "fn main() {}\n";
    "src/lib.rs" = "";
  };
}
