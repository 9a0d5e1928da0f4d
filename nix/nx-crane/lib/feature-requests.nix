# What features-stub.nix asks of the packages of a Cargo workspace, by "name version", for all parts of the lock once: lines of
# its manifest, { dependencies, build-dependencies }. Without packages of which nothing need be asked.
{
  lib,
  crates,
  keyOf,
  locks,
  buildManifests,
  compiledOn,
  childPath,
  relativePath,
  dependencyKey,
  dependencySpecification,
  featureNames,
  printToml,
}:
system: workspace:
let
  compiled = compiledOn.${system}.${workspace} or { };
  crateOf = package: if package ? source then null else keyOf workspace package;
  pathOf =
    package:
    let
      key = crateOf package;
    in
    if key == null then
      null
    else
      relativePath (childPath workspace "nx-crane-features") crates.${key}.dir;
  specificationOf = dependencySpecification pathOf;
  # What is said of a crate of the repository may be older than its manifest.
  offers =
    package: feature:
    package ? source
    || builtins.elem feature (featureNames buildManifests.${crateOf package});
  requestOf =
    package:
    let
      features = compiled."${package.name} ${package.version}" or { };
      line =
        form:
        let
          wanted = builtins.filter (offers package) (features.${form} or [ ]);
        in
        lib.optionalString (wanted != [ ]) (printToml {
          ${dependencyKey package} = specificationOf package // {
            features = wanted;
            default-features = false;
          };
        });
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
builtins.listToAttrs (builtins.concatMap requestOf locks.${workspace}.package)
