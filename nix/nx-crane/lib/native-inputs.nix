# What the crates from elsewhere among `locked`, packages of a lock, need beside Cargo: a list of
# { crate, buildInputs, nativeBuildInputs, env, buildsOnly }, sorted by crate. Of nixpkgs nothing else is evaluated.
{ pkgs, overrides }:
locked:
let
  known = import ./native-dependencies.nix;
  own = overrides.nativeDependencies;

  wayOut =
    crate:
    "set `nativeDependencies.${crate}` in ${overrides.name}, to `false` or to { buildInputs, nativeBuildInputs, env }";
  packageFor =
    crate: name:
    let
      path = builtins.filter builtins.isString (builtins.split "[.]" name);
      step =
        set: part:
        set.${part}
          or (throw "nixpkgs has no `${name}`, which the crate ${crate} needs: ${wayOut crate}");
    in
    builtins.foldl' step pkgs path;

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
