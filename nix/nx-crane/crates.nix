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
      testFiles = [ ];
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
      testFiles = [ ];
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
      testFiles = [ ];
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
      testFiles = [ ];
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
      testFiles = [ ];
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
      testFiles = [ ];
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
      testFiles = [ ];
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
      testFiles = [ ];
      version = "0.1.0";
      wasm = {
        around = {
          files = [ "package.json" ];
          outDir = "pkg";
        };
        bindgenArgs = [ ];
        library = "atlas_wasm";
        manifests = {
          "bundler/package.json" = "{\n  \"type\": \"module\",\n  \"sideEffects\": [\n    \"./atlas_wasm.js\",\n    \"./snippets/*\"\n  ]\n}\n";
          "node/package.json" = "{\n  \"type\": \"commonjs\",\n  \"sideEffects\": [\n    \"./atlas_wasm.js\",\n    \"./snippets/*\"\n  ]\n}\n";
          "web/package.json" = "{\n  \"type\": \"module\",\n  \"sideEffects\": [\n    \"./atlas_wasm.js\",\n    \"./snippets/*\"\n  ]\n}\n";
        };
        outName = "atlas_wasm";
        places = [
          {
            dir = "bundler";
            glue = "bundler";
          }
          {
            dir = "node";
            glue = "nodejs";
          }
          {
            dir = "web";
            glue = "web";
          }
        ];
        rustflags = [ ];
        textDirs = [ ];
        texts = [ ];
        wasmOpt = [ "-O" ];
      };
      workspace = "";
    };
  };
  manifests = { };
  toolchain = {
    file = null;
    others = { };
  };
  wasmTools = {
    optFlags = {
      always = [
        "--enable-multivalue"
        "--enable-mutable-globals"
        "--enable-reference-types"
      ];
      byFeature = {
        atomics = "--enable-threads";
        bulk-memory = "--enable-bulk-memory";
        exception-handling = "--enable-exception-handling";
        extended-const = "--enable-extended-const";
        multivalue = "--enable-multivalue";
        mutable-globals = "--enable-mutable-globals";
        nontrapping-fptoint = "--enable-nontrapping-float-to-int";
        reference-types = "--enable-reference-types";
        relaxed-simd = "--enable-relaxed-simd";
        sign-ext = "--enable-sign-ext";
        simd128 = "--enable-simd";
        tail-call = "--enable-tail-call";
      };
    };
    snippetsManifest = "{ \"type\": \"module\" }\n";
  };
}
