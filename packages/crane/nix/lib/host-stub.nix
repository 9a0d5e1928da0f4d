# A member that has the crate compiled for the machine that builds, so that those who use it there need not: Cargo
# compiles a crate that it is asked for by name for the result only.
{ workspace, crate }:
let
  name = "nx-crane-host";
in
import ./stub-member.nix {
  inherit workspace name;
  manifest.build-dependencies.host = {
    package = crate.name;
    path = import ./relative-path.nix {
      from = import ./child-path.nix workspace name;
      to = crate.dir;
    };
  };
  dependencies = [ { inherit (crate) name version; } ];
  sources = {
    "build.rs" = "fn main() {}\n";
    "src/lib.rs" = "";
  };
}
