# What a derivation of the crate `key`, or of none where that is null, gets beside what is known from Cargo: the options of
# the overrides file, joined. `part` is its part of the workspace. A crate is linked where programs are made of it, so
# libraries, tools and environment hold for the crates that use it too. Of a variable that several set, the value of the
# crate itself counts, else that of the crate that is nearest to it, else that for all crates, else that of the table of
# native dependencies.
{
  lib,
  configs,
  overrides,
  joinArguments,
  nativeInputs,
  linkers,
  mergeEnvironments,
}:
let
  none = {
    buildInputs = [ ];
    nativeBuildInputs = [ ];
    env = { };
    features = [ ];
    craneArguments = { };
  };

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
        craneArguments = joinArguments settings.craneArguments more.craneArguments;
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
  given = native ++ [ all ] ++ below ++ [ own ];
  inputs = name: lib.unique (builtins.concatMap (settings: settings.${name}) given);
in
all
// own
// {
  buildInputs = inputs "buildInputs";
  nativeBuildInputs = inputs "nativeBuildInputs" ++ linkers configs.${workspace};
  env =
    builtins.foldl' (env: each: env // each.env) { } native
    // all.env
    // mergeEnvironments {
      user = if key == null then "it" else key;
      ignored = builtins.attrNames own.env;
      environments = lib.genAttrs others (other: (withTests false overrides.crates.${other}).env);
    }
    // own.env;
  features = all.features ++ own.features;
  craneArguments = joinArguments all.craneArguments own.craneArguments;
}
