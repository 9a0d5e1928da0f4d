# Stands for nix-community/fenix: `packages` by system, with the functions that the generated flake calls.
{
  outputs =
    _:
    let
      host = import ./host.nix;
      # Contract: the components of one channel, each a derivation.
      toolchainOf =
        system: identity:
        let
          hostPrograms = import ./host-programs.nix { inherit system host; };
          component =
            name: programs:
            hostPrograms "${name}-of-fenix" (builtins.listToAttrs (
              map (program: {
                name = program;
                value = [ host.programs.${program} ];
              }) (builtins.filter (program: builtins.elem program host.rustPrograms) programs)
            )) { channel = identity; };
        in
        {
          cargo = component "cargo" [ "cargo" ];
          rustc = component "rustc" [
            "rustc"
            "rustdoc"
          ];
          clippy = component "clippy" [
            "cargo-clippy"
            "clippy-driver"
          ];
          rustfmt = component "rustfmt" [
            "cargo-fmt"
            "rustfmt"
          ];
          rust-std = component "rust-std" [ ];
          # Contract: the manifest, with the components of each profile.
          manifest.profiles = rec {
            minimal = [
              "cargo"
              "rustc"
              "rust-std"
              "rust-mingw"
            ];
            default = minimal ++ [
              "clippy"
              "rustfmt"
            ];
          };
        };
      # Contract: the channels that the input pins, and any channel by the file of its manifest.
      channelsOf = system: platform: rec {
        stable = toolchainOf system "stable for ${platform}";
        beta = toolchainOf system "beta for ${platform}";
        latest = builtins.removeAttrs (toolchainOf system "nightly for ${platform}") [ "manifest" ];
        fromManifestFile =
          file: toolchainOf system "${builtins.hashFile "sha256" file} for ${platform}";
      };
      packagesOf =
        system:
        channelsOf system "the host"
        // {
          targets.wasm32-unknown-unknown = channelsOf system "wasm32-unknown-unknown";
          # Contract: one derivation with all of these.
          combine =
            components:
            derivation {
              name = "rust-mixed";
              inherit system components;
              builder = host.shell;
              args = [
                "-c"
                "${host.programs.mkdir} -p $out/bin; for each in $components; do for file in $each/bin/*; do ${host.programs.ln} -sf $file $out/bin; done; done"
              ];
            };
        };
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
    in
    {
      packages = builtins.listToAttrs (
        map (system: {
          name = system;
          value = packagesOf system;
        }) systems
      );
    };
}
