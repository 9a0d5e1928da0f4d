# The members that Cargo is called for to build the crate `key`: `selected`; `alone` for the crate itself, without what is
# made for those who use it; `used` for the crate as those have it; and `stubs`, those among them that are added
# (stub-member.nix).
cargo:
{
  key,
  tested,
  # Whether it is compiled with the features that `cargo build --workspace` compiles it with.
  unified,
  # Of the machine that the result is for.
  system,
  # The packages of the pruned lock.
  locked,
}:
let
  crate = cargo.crates.${key};
  inherit (crate) workspace;
  onHost = if tested then null else cargo.onHost.${key} or null;
  requests = if unified then cargo.requestsOn.${system}.${workspace} or { } else { };
  hostStubs =
    if onHost == null then [ ] else [ (import ./host-stub.nix { inherit workspace crate; }) ];
  userStubs =
    if !tested && cargo.hasLibrary.${key} then
      [ (import ./user-stub.nix { inherit workspace crate; }) ]
    else
      [ ];
  featureStubs =
    if requests == { } then
      [ ]
    else
      [ (import ./features-stub.nix { inherit workspace locked requests; }) ];
  namesOf = map (stub: stub.name);
  specification = "${crate.name}@${crate.version}";
in
{
  stubs = hostStubs ++ userStubs ++ featureStubs;
  selected =
    namesOf (hostStubs ++ featureStubs) ++ (if onHost == "only" then [ ] else [ specification ]);
  alone = namesOf featureStubs ++ [ specification ];
  # A proc-macro is compiled for its users in one way.
  used = namesOf ((if onHost == "also" then hostStubs else [ ]) ++ userStubs ++ featureStubs);
}
