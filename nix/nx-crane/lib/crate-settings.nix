# What a derivation of the crate `key`, or of none where that is null, gets beside what is known from Cargo: the options of
# the overrides file, joined. `part` is its part of the workspace. A crate is linked where programs are made of it, so
# libraries, tools and environment hold for the crates that use it too. Of a variable that several set, the value of the
# crate itself counts, else that of the crate that is nearest to it, else that for all crates, else that of the table of
# native dependencies.
{
  pkgs,
  cargo,
  overrides,
}:
let
  nativeInputs = import ./native-inputs.nix { inherit pkgs overrides; };
  mergeEnvironments = import ./merge-environments.nix {
    closureOf = cargo.compiledClosure;
    file = overrides.name;
  };
  distinct = import ./distinct.nix;
  none = {
    buildInputs = [ ];
    nativeBuildInputs = [ ];
    env = { };
    features = [ ];
    craneArguments = { };
  };
  join = import ./join-arguments.nix;

  # `more` wins.
  withTests =
    tested: given:
    let
      settings = none // builtins.removeAttrs given [ "test" ];
      more = none // given.test or { };
    in
    if tested && given ? test then
      settings
      // given.test
      // {
        buildInputs = settings.buildInputs ++ more.buildInputs;
        nativeBuildInputs = settings.nativeBuildInputs ++ more.nativeBuildInputs;
        env = settings.env // more.env;
        features = settings.features ++ more.features;
        craneArguments = join settings.craneArguments more.craneArguments;
      }
    else
      settings;
in
{
  key,
  workspace,
  tested,
  part,
}:
let
  all = withTests tested overrides.all;
  own = withTests tested (if key == null then { } else overrides.crates.${key} or { });
  others = builtins.filter (other: other != key && overrides.crates ? ${other}) part.crates;
  below = map (other: withTests false overrides.crates.${other}) others;
  native = nativeInputs part.locked;
  linkers = import ./linkers.nix { inherit pkgs; } cargo.configs.${workspace};
  given = native ++ [ all ] ++ below ++ [ own ];
  inputs = name: distinct (builtins.concatMap (settings: settings.${name}) given);
in
all
// own
// {
  buildInputs = inputs "buildInputs";
  nativeBuildInputs = inputs "nativeBuildInputs" ++ linkers;
  env =
    builtins.foldl' (env: each: env // each.env) { } native
    // all.env
    // mergeEnvironments {
      user = if key == null then "it" else key;
      ignored = builtins.attrNames own.env;
      environments = builtins.listToAttrs (
        map (other: {
          name = other;
          value = (withTests false overrides.crates.${other}).env;
        }) others
      );
    }
    // own.env;
  features = all.features ++ own.features;
  craneArguments = join all.craneArguments own.craneArguments;
}
