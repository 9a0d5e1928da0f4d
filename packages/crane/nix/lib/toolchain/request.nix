# What the repository's toolchain file asks of rustup: { file, channel, profile, components, targets }; `file` is null
# and the rest rustup's defaults where there is none.
{ root, data }:
let
  # Relative to the repository, or null.
  inherit (data.toolchain) file;
  text = builtins.readFile (root + "/${file}");
  # `rust-toolchain` may hold a channel and nothing else.
  word =
    if builtins.match ".*[.]toml" file != null then
      null
    else
      builtins.match "[[:space:]]*([^[:space:]]+)[[:space:]]*" text;
  asked =
    if file == null then
      { }
    else if word != null then
      { channel = builtins.head word; }
    else
      builtins.addErrorContext "while reading ${file}" (builtins.fromTOML text).toolchain;
in
if asked ? path then
  throw ''
    ${file}: Nix cannot build with the toolchain in ${asked.path}
      name a channel there, or write `toolchain = pkgs: …` in flake.nix: a package with cargo, rustc, clippy and rustfmt
  ''
else
  {
    inherit file;
    channel = asked.channel or "stable";
    profile = asked.profile or "default";
    components = asked.components or [ ];
    targets = asked.targets or [ ];
  }
