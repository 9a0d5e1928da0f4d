# What makes files in the store without compiling.
{ lib, host }:
final:
let
  inherit (final.stdenv) mkDerivation;
in
{
  # Contract: a derivation whose only phase is `command`, which makes `$out`.
  runCommand =
    name: variables: command:
    mkDerivation (
      variables
      // {
        inherit name;
        buildCommand = command;
        passAsFile = variables.passAsFile or [ ] ++ [ "buildCommand" ];
      }
    );

  runCommandLocal = final.runCommand;

  # Contract: a file in the store. Only for text without references, which is what crane writes here.
  writeText = builtins.toFile;

  # Contract: a directory with `nix-support/setup-hook`, which is the script with `@name@` replaced.
  makeSetupHook =
    {
      name,
      substitutions ? { },
      ...
    }:
    script:
    let
      names = builtins.attrNames substitutions;
      text =
        builtins.replaceStrings (map (each: "@${each}@") names) (map (each: "${substitutions.${each}}") names)
          (builtins.readFile script);
    in
    final.runCommand name { inherit text; } ''
      mkdir -p $out/nix-support
      printf '%s' "$text" > $out/nix-support/setup-hook
    '';

  # Contract: text as a program in `bin`.
  writeShellScriptBin =
    name: text:
    final.runCommand name { inherit text; } ''
      mkdir -p $out/bin
      printf '#!%s\n%s\n' ${host.programs.bash} "$text" > "$out/bin/${name}"
      chmod +x "$out/bin/${name}"
    '';

  # Contract: a hook that makes an empty directory the home.
  writableTmpDirAsHomeHook = final.runCommand "writable-home" { } ''
    mkdir -p $out/nix-support
    echo 'export HOME=$(mktemp -d)' > $out/nix-support/setup-hook
  '';

  # Contract: a derivation that `nix develop` takes its variables and programs from.
  mkShell =
    {
      packages ? [ ],
      inputsFrom ? [ ],
      ...
    }@arguments:
    mkDerivation (
      builtins.removeAttrs arguments [
        "packages"
        "inputsFrom"
      ]
      // {
        name = "shell";
        # What `nix develop` goes by: it sources `setup`, and writes to the first output.
        outputs = [ "out" ];
        stdenv = final.runCommand "stdenv" { setup = ./shell-setup.sh; } "mkdir -p $out; cp $setup $out/setup";
        nativeBuildInputs = packages ++ builtins.concatMap (each: each.nativeBuildInputs or [ ]) inputsFrom;
        buildCommand = "touch $out";
      }
    );
}
