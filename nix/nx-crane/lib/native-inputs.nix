# What the crates from elsewhere among `locked`, packages of a lock, need beside Cargo: a list of
# { crate, buildInputs, nativeBuildInputs, env, buildsOnly }, sorted by crate. Of nixpkgs nothing else is evaluated.
{
  pkgs,
  lib,
  overrides,
  nativeDependencies,
}:
locked:
let
  known = nativeDependencies;
  own = overrides.nativeDependencies;

  wayOut =
    crate:
    "set `nativeDependencies.${crate}` in ${overrides.name}, to `false` or to { buildInputs, nativeBuildInputs, env }";
  packageFor =
    crate: name:
    lib.attrByPath (lib.splitString "." name)
      (throw "nixpkgs has no `${name}`, which the crate ${crate} needs: ${wayOut crate}")
      pkgs;

  inputsOf =
    crate:
    let
      entry = known.${crate};
      package = packageFor crate;
    in
    if own ? ${crate} then
      own.${crate}
    else if entry.linuxOnly or false && !pkgs.stdenv.hostPlatform.isLinux then
      { }
    else
      {
        buildInputs = map package (entry.libraries or [ ]);
        nativeBuildInputs = map package (entry.tools or [ ]);
        env = (entry.env or (_: { })) package;
        buildsOnly = entry.buildsOnly or false;
      };
  isNative = package: package ? source && (known ? ${package.name} || own ? ${package.name});
  isOff = crate: own.${crate} or null == false;
  names = builtins.attrNames (
    builtins.groupBy (package: package.name) (builtins.filter isNative locked)
  );
in
map (
  crate:
  {
    inherit crate;
    buildInputs = [ ];
    nativeBuildInputs = [ ];
    env = { };
    buildsOnly = false;
  }
  // inputsOf crate
) (builtins.filter (crate: !(isOff crate)) names)
