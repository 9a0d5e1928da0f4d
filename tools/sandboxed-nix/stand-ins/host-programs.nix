# Contract: a derivation with programs of the machine in its `bin`. `programs` are name → words of a command. Its hash moves
# with `host.identity` and with `attributes`, which are part of it.
{ system, host }:
name: programs: attributes:
let
  quote = word: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] word}'";
  install =
    program:
    let
      words = programs.${program};
      file = "$out/bin/${program}";
    in
    if builtins.length words == 1 then
      "${host.programs.ln} -s ${quote (builtins.head words)} ${file}\n"
    else
      ''
        printf '#!%s\nexec %s "$@"\n' ${host.shell} ${quote (builtins.concatStringsSep " " (map quote words))} > ${file}
        ${host.programs.chmod} +x ${file}
      '';
in
derivation (
  {
    inherit name system;
    inherit (host) identity;
    builder = host.shell;
    args = [
      "-c"
      "${host.programs.mkdir} -p $out/bin\n${
        builtins.concatStringsSep "" (map install (builtins.attrNames programs))
      }"
    ];
  }
  // attributes
)
