# The members that Cargo is called for to build the crate `key`: `selected`; `alone` for the crate itself, without what is
# made for those who use it; `used` for the crate as those have it; and `stubs`, those among them that are added
# (stub-member.nix).
{
  lib,
  system,
  crates,
  onHost,
  hasLibrary,
  requestsOn,
  hostStub,
  userStub,
  featuresStub,
}:
{
  key,
  tested,
  # Whether it is compiled with the features that `cargo build --workspace` compiles it with.
  unified,
  # The packages of the pruned lock.
  locked,
}:
let
  crate = crates.${key};
  inherit (crate) workspace;
  compiled = if tested then null else onHost.${key} or null;
  requests = lib.optionalAttrs unified (requestsOn.${system}.${workspace} or { });
  hostStubs = lib.optional (compiled != null) (hostStub {
    inherit workspace crate;
  });
  userStubs = lib.optional (!tested && hasLibrary.${key}) (userStub {
    inherit workspace crate;
  });
  featureStubs = lib.optional (requests != { }) (featuresStub {
    inherit workspace locked requests;
  });
  namesOf = map (stub: stub.name);
  specification = "${crate.name}@${crate.version}";
in
{
  stubs = hostStubs ++ userStubs ++ featureStubs;
  selected =
    namesOf (hostStubs ++ featureStubs) ++ lib.optional (compiled != "only") specification;
  alone = namesOf featureStubs ++ [ specification ];
  # A proc-macro is compiled for its users in one way.
  used = namesOf (lib.optionals (compiled == "also") hostStubs ++ userStubs ++ featureStubs);
}
