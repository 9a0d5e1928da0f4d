# Written by `nx-crane flake` from the manifests; what is changed here is lost.
{
  crates = {
    atlas-cli = {
      binaries = [ "atlas" ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [
          "atlas-palette"
          "atlas-render"
          "atlas-terrain"
        ];
      };
      dir = "apps/atlas-cli";
      extraFiles = [ ];
      name = "atlas-cli";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
    atlas-macros = {
      binaries = [ ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [ ];
      };
      dir = "apps/atlas-macros";
      extraFiles = [ ];
      name = "atlas-macros";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
    atlas-names = {
      binaries = [ ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [ "atlas-noise" ];
      };
      dir = "apps/atlas-names";
      extraFiles = [ ];
      name = "atlas-names";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
    atlas-noise = {
      binaries = [ ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [ ];
      };
      dir = "apps/atlas-noise";
      extraFiles = [ ];
      name = "atlas-noise";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
    atlas-palette = {
      binaries = [ ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [ ];
      };
      dir = "apps/atlas-palette";
      extraFiles = [ ];
      name = "atlas-palette";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
    atlas-render = {
      binaries = [ ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [
          "atlas-palette"
          "atlas-terrain"
        ];
      };
      dir = "apps/atlas-render";
      extraFiles = [ ];
      name = "atlas-render";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
    atlas-terrain = {
      binaries = [ ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [
          "atlas-macros"
          "atlas-names"
          "atlas-noise"
        ];
      };
      dir = "apps/atlas-terrain";
      extraFiles = [ ];
      name = "atlas-terrain";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
    atlas-wasm = {
      binaries = [ ];
      dependencies = {
        build = [ ];
        dev = [ ];
        normal = [
          "atlas-palette"
          "atlas-render"
          "atlas-terrain"
        ];
      };
      dir = "apps/atlas-wasm";
      extraFiles = [ ];
      name = "atlas-wasm";
      nestedDirs = [ ];
      version = "0.1.0";
      workspace = "";
    };
  };
  manifests = { };
}
