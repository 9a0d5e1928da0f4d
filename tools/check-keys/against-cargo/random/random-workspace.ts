import { buildScript, EMBEDDING } from '../cases/build-script'
import { crates, dependsOn } from '../cases/texts'

const TEST = `#[test]
fn data() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("..");
    let mut paths: Vec<_> = std::fs::read_dir(root.join("testdata")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        println!("{:?} {}", path.file_name(), std::fs::read_to_string(&path).unwrap());
    }
    println!("{} {:?}", kit::sample(), std::env::var(["TEST", "MODE"].join("_")));
}
`

const MACRO = `use proc_macro::TokenStream;
#[proc_macro]
pub fn template(input: TokenStream) -> TokenStream {
    let input = input.to_string();
    let root = std::path::PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap());
    let path = root.join("templates").join(format!("{}.txt", input.trim_matches('"')));
    format!("{:?}", std::fs::read_to_string(path).unwrap()).parse().unwrap()
}
`

/** Reads whatever lies in directories, at the root and in variables: by build scripts, a macro of its own and tests. */
export const RANDOM_WORKSPACE: Readonly<Record<string, string>> = {
  ...crates({
    // Says what it reads.
    base: {
      'src/lib.rs': `${EMBEDDING}pub const N: u32 = 1;\npub mod part;\n`,
      'src/part.rs': 'pub const PART: &str = include_str!("part.txt");\n',
      'src/part.txt': 'one',
      'build.rs': buildScript(
        `println!("cargo:rerun-if-changed=proto");\nprintln!("cargo:rerun-if-env-changed=FLAVOUR");\nlet mut text = env::var("FLAVOUR").unwrap_or_default();\nwalk(Path::new("proto"), &mut text);`,
      ),
      'proto/one.proto': 'one\n',
    },
    // Says nothing, and reads beyond its directory.
    app: {
      rest: `${dependsOn('base', 'macros')}\n[dev-dependencies]\nkit = { path = "../kit" }\n`,
      'src/lib.rs': `${EMBEDDING}pub use base::N;\npub const HOME: &str = macros::template!("home");\npub const MODE: Option<&str> = option_env!("MODE");\n`,
      'src/main.rs': 'fn main() { println!("{}", app::HOME) }\n',
      'build.rs': buildScript(
        'let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap());\nlet text = fs::read_to_string(root.ancestors().nth(2).unwrap().join("VERSION")).unwrap() + &env::var(format!("APP_{}", "NAME")).unwrap_or_default();',
      ),
      'templates/home.txt': 'one\n',
      'tests/data.rs': TEST,
    },
    macros: { rest: '[lib]\nproc-macro = true\n', 'src/lib.rs': MACRO },
    // Opens its own data when tests run.
    kit: {
      'src/lib.rs':
        'pub fn sample() -> String { std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/s.txt")).unwrap() }\n',
      'data/s.txt': 'one\n',
    },
  }),
  VERSION: '1.0.0\n',
  'README.md': 'one\n',
  'testdata/one.txt': 'one\n',
  '.cargo/config.toml': '[alias]\nx = "build"\n',
}
