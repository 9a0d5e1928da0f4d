# Contract: runs the phases of nixpkgs' generic builder in bash, with the setup hooks of the inputs sourced. `env`
# becomes variables; `meta` and `passthru` do not reach the derivation. Of a name what the store refuses is replaced.
{
  lib,
  host,
  system,
  # Directories with programs, joined by colons, that every build has.
  initialPath,
}:
let
  mkDerivation =
    arguments:
    let
      attributes = if builtins.isFunction arguments then lib.fix arguments else arguments;
      variables =
        builtins.removeAttrs attributes [
          "env"
          "meta"
          "passthru"
          "strictDeps"
          "preferLocalBuild"
          "allowSubstitutes"
        ]
        // attributes.env or { };
      built = derivation (
        variables
        // {
          inherit system initialPath;
          name = storeName (attributes.name or "${attributes.pname}-${attributes.version}");
          builder = host.programs.bash;
          args = [
            "-e"
            ./generic-builder.sh
          ];
          __ignoreNulls = true;
          # The host's toolchain is no store path whose references could be removed.
          doNotRemoveReferencesToRustToolchain = "1";
        }
      );
    in
    built
    // {
      meta = attributes.meta or { };
      overrideAttrs = change: mkDerivation (attributes // change attributes);
    }
    // attributes.passthru or { };

  storeName =
    name:
    builtins.concatStringsSep "-" (
      builtins.filter builtins.isString (builtins.split "[^[:alnum:]+._?=-]+" name)
    );
in
mkDerivation
