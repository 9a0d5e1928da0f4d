# Written by `nx-crane flake`: what Cargo compiles when it builds all crates of a workspace.
{
  "" = [
    {
      packages = {
        "adler2 2.0.1" = {
          target = [ ];
        };
        "anstream 1.0.0" = {
          target = [
            "auto"
            "default"
            "wincon"
          ];
        };
        "anstyle 1.0.14" = {
          target = [
            "default"
            "std"
          ];
        };
        "anstyle-parse 1.0.0" = {
          target = [
            "default"
            "utf8"
          ];
        };
        "anstyle-query 1.1.5" = {
          target = [ ];
        };
        "atlas-cli 0.1.0" = {
          target = [ ];
        };
        "atlas-macros 0.1.0" = {
          host = [ ];
        };
        "atlas-names 0.1.0" = {
          target = [ ];
        };
        "atlas-noise 0.1.0" = {
          target = [ ];
        };
        "atlas-palette 0.1.0" = {
          target = [ ];
        };
        "atlas-render 0.1.0" = {
          target = [ ];
        };
        "atlas-terrain 0.1.0" = {
          target = [ ];
        };
        "atlas-wasm 0.1.0" = {
          target = [ ];
        };
        "bitflags 2.13.2" = {
          target = [ ];
        };
        "bumpalo 3.20.3" = {
          host = [ "default" ];
        };
        "cfg-if 1.0.5" = {
          target = [ ];
        };
        "clap 4.6.7" = {
          target = [
            "color"
            "default"
            "derive"
            "error-context"
            "help"
            "std"
            "suggestions"
            "usage"
          ];
        };
        "clap_builder 4.6.7" = {
          target = [
            "color"
            "error-context"
            "help"
            "std"
            "suggestions"
            "usage"
          ];
        };
        "clap_derive 4.6.7" = {
          host = [ "default" ];
        };
        "clap_lex 1.1.1" = {
          target = [ ];
        };
        "colorchoice 1.0.5" = {
          target = [ ];
        };
        "crc32fast 1.5.4" = {
          target = [
            "default"
            "std"
          ];
        };
        "fdeflate 0.3.7" = {
          target = [ ];
        };
        "flate2 1.1.11" = {
          target = [
            "any_impl"
            "default"
            "miniz_oxide"
            "runtime_detection"
            "rust_backend"
          ];
        };
        "heck 0.5.0" = {
          host = [ ];
        };
        "is_terminal_polyfill 1.70.2" = {
          target = [ "default" ];
        };
        "itoa 1.0.18" = {
          host = [ ];
          target = [ ];
        };
        "memchr 2.8.3" = {
          host = [
            "alloc"
            "std"
          ];
          target = [
            "alloc"
            "std"
          ];
        };
        "miniz_oxide 0.8.9" = {
          target = [
            "default"
            "simd"
            "simd-adler32"
            "with-alloc"
          ];
        };
        "miniz_oxide 0.9.1" = {
          target = [
            "default"
            "simd"
            "simd-adler32"
            "with-alloc"
          ];
        };
        "once_cell 1.21.4" = {
          target = [ ];
        };
        "png 0.18.1" = {
          target = [ ];
        };
        "ppv-lite86 0.2.21" = {
          target = [ "simd" ];
        };
        "proc-macro2 1.0.107" = {
          host = [
            "default"
            "proc-macro"
          ];
        };
        "quote 1.0.47" = {
          host = [
            "default"
            "proc-macro"
          ];
        };
        "rand 0.9.5" = {
          target = [ ];
        };
        "rand_chacha 0.9.0" = {
          target = [ ];
        };
        "rand_core 0.9.5" = {
          target = [ ];
        };
        "rustversion 1.0.23" = {
          host = [ ];
        };
        "serde 1.0.229" = {
          host = [
            "default"
            "derive"
            "serde_derive"
            "std"
          ];
          target = [
            "default"
            "derive"
            "serde_derive"
            "std"
          ];
        };
        "serde_core 1.0.229" = {
          host = [
            "result"
            "std"
          ];
          target = [
            "result"
            "std"
          ];
        };
        "serde_derive 1.0.229" = {
          host = [ "default" ];
        };
        "serde_json 1.0.154" = {
          host = [
            "default"
            "std"
          ];
          target = [
            "default"
            "std"
          ];
        };
        "simd-adler32 0.3.10" = {
          target = [
            "const-generics"
            "default"
            "std"
          ];
        };
        "strsim 0.11.1" = {
          target = [ ];
        };
        "syn 2.0.119" = {
          host = [
            "clone-impls"
            "default"
            "derive"
            "full"
            "parsing"
            "printing"
            "proc-macro"
            "visit"
            "visit-mut"
          ];
        };
        "syn 3.0.9" = {
          host = [
            "clone-impls"
            "default"
            "derive"
            "full"
            "parsing"
            "printing"
            "proc-macro"
          ];
        };
        "unicode-ident 1.0.27" = {
          host = [ ];
          target = [ ];
        };
        "utf8parse 0.2.2" = {
          target = [ "default" ];
        };
        "wasm-bindgen 0.2.108" = {
          target = [
            "default"
            "std"
          ];
        };
        "wasm-bindgen-macro 0.2.108" = {
          host = [ ];
        };
        "wasm-bindgen-macro-support 0.2.108" = {
          host = [ ];
        };
        "wasm-bindgen-shared 0.2.108" = {
          host = [ ];
          target = [ ];
        };
        "zerocopy 0.8.63" = {
          target = [ "simd" ];
        };
        "zmij 1.0.23" = {
          host = [ ];
          target = [ ];
        };
      };
      systems = [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ];
    }
  ];
}
