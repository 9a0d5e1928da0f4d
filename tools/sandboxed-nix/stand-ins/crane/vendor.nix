# The directory that `vendorMultipleCargoDeps` makes.
pkgs:
{
  packages,
  # name → index
  indexes,
  # A package → its crate, unpacked.
  crateOf,
  # source → hash
  outputHashes,
}:
let
  inherit (pkgs) runCommand;
  hash = builtins.hashString "sha256";
  join = builtins.concatStringsSep "";
  startsWith = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;
  bySource = builtins.groupBy (package: package.source) (
    builtins.filter (package: package ? source) packages
  );
  sources = builtins.attrNames bySource;

  registryOf =
    source:
    runCommand "vendor-registry" { } (
      "mkdir -p $out\n"
      + join (
        map (package: "ln -s ${crateOf package} $out/${package.name}-${package.version}\n") bySource.${source}
      )
    );

  # Contract: the crates of a repository, which is fetched while evaluating where no hash is given; without those that
  # inherit from a workspace, which crane can do.
  gitOf =
    source:
    let
      parts = gitParts source;
      repository =
        if outputHashes ? ${source} then
          pkgs.fetchgit {
            url = parts.git;
            inherit (parts) rev;
            hash = outputHashes.${source};
          }
        else
          builtins.fetchGit {
            url = parts.git;
            inherit (parts) rev;
            allRefs = true;
          };
      link = package: ''
        manifest=$(grep -rl --include=Cargo.toml -x 'name = "${package.name}"' ${repository} | head -n 1)
        cp -r "$(dirname "$manifest")" $out/${package.name}-${package.version}
        chmod -R u+w $out/${package.name}-${package.version}
        echo '{"files":{}, "package":null}' > $out/${package.name}-${package.version}/.cargo-checksum.json
      '';
    in
    runCommand "vendor-git" { } ("mkdir -p $out\n" + join (map link bySource.${source}));
  gitParts =
    source:
    let
      matched = builtins.match "git[+]([^?#]*)([?]([a-z]+)=([^#]*))?#(.*)" source;
      at = builtins.elemAt matched;
    in
    {
      git = at 0;
      reference = if at 2 == null then "" else "${at 2} = \"${at 3}\"\n";
      rev = at 4;
    };

  isGit = startsWith "git+";
  config =
    source:
    let
      indexOf = name: indexes.${name};
      named = builtins.filter (
        name: source == indexOf name || source == "registry+${indexOf name}"
      ) (builtins.attrNames indexes);
      where =
        if isGit source then
          "git = \"${(gitParts source).git}\"\n${(gitParts source).reference}"
        else
          "registry = \"${indexOf (builtins.head named)}\"\n";
      name = if isGit source then hash source else builtins.head named;
    in
    ''
      [source."${name}"]
      ${where}replace-with = "nix-${hash source}"
      [source."nix-${hash source}"]
      directory = "@out@/${hash source}"
    '';
in
runCommand "vendor-cargo-deps" { config = join (map config sources); } (
  ''
    mkdir -p $out
    printf '%s' "$config" | sed "s|@out@|$out|g" > $out/config.toml
  ''
  + join (
    map (
      source: "ln -s ${if isGit source then gitOf source else registryOf source} $out/${hash source}\n"
    ) sources
  )
)
