# Says, where a build of `crate` fails since a file is not there, how the file gets there.
{
  lib,
  overrides,
  childPath,
}:
crate:
let
  inherit (lib) escapeShellArg;
  manifest = childPath crate.dir "Cargo.toml";
in
{
  # For preBuild: what Cargo says is kept, and so is what tests say. Cargo sees no terminal then, and is told that there is
  # one. Only a pipe that ends with Cargo will do: one for the whole shell stays open where a phase is left by an error.
  recordCargo = ''
    if [ -t 2 ]; then export CARGO_TERM_COLOR="''${CARGO_TERM_COLOR-always}"; fi
    cargo() {
      printf '+ cargo %s\n' "$*" >&2
      case $1 in
        nextest | test)
          command cargo "$@" 2>&1 | tee -a "$NIX_BUILD_TOP/nx-crane-output"
          return "''${PIPESTATUS[0]}"
          ;;
        *)
          {
            command cargo "$@" 2>&1 >&3 3>&- | tee -a "$NIX_BUILD_TOP/nx-crane-output" >&2 3>&-
            return "''${PIPESTATUS[0]}"
          } 3>&1
          ;;
      esac
    }
  '';
  # For failureHook.
  sayWhatIsMissing = ''
    if missing=$(grep -s -a -m 1 -E "couldn't read|No such file or directory|code: 2, kind: NotFound" \
      "$NIX_BUILD_TOP/nx-crane-output"); then
      {
        printf '\nhint: a file that is read here is not among those that %s is built from:\n' \
          ${escapeShellArg crate.name}
        printf '  %s\n' "$missing"
        printf 'If it is in the repository, let Git know of it (git add -N), and name it in %s, ' \
          ${escapeShellArg manifest}
        printf 'from the directory of the crate:\n'
        printf '  [package.metadata.nx-crane]\n  include = ["path/of/the/file"]\n'
        printf 'then run nx-crane flake. A program that is missing is named by nativeBuildInputs in %s.\n' \
          ${escapeShellArg overrides.name}
      } >&2
    fi
  '';
}
