# What features-stub.nix asks of the packages of a Cargo workspace, by "name version", for all parts of the lock once: lines of
# its manifest, { dependencies, build-dependencies }. Without packages of which nothing need be asked.
{
  cargo,
  workspace,
  system,
}:
let
  inherit (cargo) crates;
  compiled = cargo.compiledOn.${system}.${workspace} or { };
  keyOf = package: if package ? source then null else cargo.keyOf workspace package;
  pathOf =
    package:
    let
      key = keyOf package;
    in
    if key == null then
      null
    else
      import ./relative-path.nix {
        from = import ./child-path.nix workspace "nx-crane-features";
        to = crates.${key}.dir;
      };
  specificationOf = import ./dependency-specification.nix pathOf;
  # What is said of a crate of the repository may be older than its manifest.
  offers =
    package: feature:
    package ? source
    || builtins.elem feature (import ./feature-names.nix cargo.buildManifests.${keyOf package});
  requestOf =
    package:
    let
      features = compiled."${package.name} ${package.version}" or { };
      line =
        form:
        let
          wanted = builtins.filter (offers package) (features.${form} or [ ]);
        in
        if wanted == [ ] then
          ""
        else
          import ./print-toml.nix {
            ${import ./dependency-key.nix package} = specificationOf package // {
              features = wanted;
              default-features = false;
            };
          };
      lines = {
        dependencies = line "target";
        build-dependencies = line "host";
      };
    in
    if
      features == { }
      || specificationOf package == null
      || lines.dependencies + lines.build-dependencies == ""
    then
      [ ]
    else
      [
        {
          name = "${package.name} ${package.version}";
          value = lines;
        }
      ];
in
builtins.listToAttrs (builtins.concatMap requestOf cargo.locks.${workspace}.package)
