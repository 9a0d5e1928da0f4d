# Says, where a build of `crate` fails since a file is not there, how the file gets there.
{ lib, overridesFile }:
crate:
let
  inherit (lib) escapeShellArg;
  manifest = import ./child-path.nix crate.dir "Cargo.toml";
in
{
  # For preBuild: what is printed from here on is kept. In one stream, so that its order stays; Cargo sees no terminal any
  # more, and is told that there is one.
  recordOutput = ''
    if [ -t 2 ]; then export CARGO_TERM_COLOR="''${CARGO_TERM_COLOR-always}"; fi
    exec {nxCraneStdout}>&1 {nxCraneStderr}>&2
    exec > >(tee "$NIX_BUILD_TOP/nx-crane-output") 2>&1
    nxCraneRecorder=$!
  '';
  # For failureHook. The recorder may still hold the last lines.
  sayWhatIsMissing = ''
    if [ -n "''${nxCraneRecorder-}" ]; then
      exec >&"$nxCraneStdout" 2>&"$nxCraneStderr"
      wait "$nxCraneRecorder" 2> /dev/null || true
      if missing=$(grep -a -m 1 -E "couldn't read|No such file or directory|code: 2, kind: NotFound" \
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
            ${escapeShellArg overridesFile}
        } >&2
      fi
    fi
  '';
}
