import type { CargoCase, CaseSubject } from '../cargo-case'
import { buildScript, EMBEDDING, SAYS } from './build-script'
import { buildDependsOn, crates, oneCrate } from './texts'

/** A crate whose build script makes a text of the environment, and a variable that changes. */
function asks(name: string, statements: string, variable: string, more: Partial<CargoCase> = {}): CargoCase {
  return {
    name,
    environment: { [variable]: '1' },
    edit: (it) => it.setVariable(variable, '2'),
    ...more,
    files: oneCrate({ 'src/lib.rs': EMBEDDING, 'build.rs': buildScript(SAYS + statements), ...more.files }),
  }
}

export const BUILD_SCRIPT_VARIABLES: CaseSubject = {
  subject: 'build scripts: variables',
  cases: [
    asks('a variable that it names', 'let text = env::var("FLAVOUR").unwrap();', 'FLAVOUR'),
    asks('a variable that it compiles in', 'let text = env!("FLAVOUR").to_string();', 'FLAVOUR'),
    asks('a variable by var_os', 'let text = format!("{:?}", env::var_os("FLAVOUR"));', 'FLAVOUR'),
    asks(
      'a variable by a constant',
      'const NAME: &str = "FLAVOUR";\nlet text = env::var(NAME).unwrap();',
      'FLAVOUR',
    ),
    asks(
      'a variable by another name of env',
      'use std::env as e;\nlet text = e::var("FLAVOUR").unwrap();',
      'FLAVOUR',
    ),
    asks(
      'a variable by a name put together',
      'let text = env::var(format!("{}_URL", "API")).unwrap();',
      'API_URL',
    ),
    asks(
      'a variable by a parameter',
      'fn get(name: &str) -> String { env::var(name).unwrap() }\nlet text = get("FLAVOUR");',
      'FLAVOUR',
    ),
    asks(
      'variables of a loop, said',
      'let mut text = String::new();\nfor v in ["ONE", "TWO"] { println!("cargo:rerun-if-env-changed={v}"); text += &env::var(v).unwrap_or_default(); }',
      'TWO',
    ),
    asks(
      'variables of a prefix',
      'let text = format!("{:?}", env::vars().filter(|(k, _)| k.starts_with("APP_")).collect::<Vec<_>>());',
      'APP_X',
    ),
    asks(
      'a variable beside those of a prefix',
      'let text = format!("{:?}", env::vars().filter(|(k, _)| k.starts_with("APP_")).collect::<Vec<_>>());',
      'OTHER',
    ),
    asks(
      'how many variables there are',
      'let text = env::vars_os().filter(|(k, _)| k.to_string_lossy().contains("FEATURE_FLAG")).count().to_string();',
      'MY_FEATURE_FLAG',
      {
        environment: {},
      },
    ),
    asks(
      'a variable that a shell asks for',
      'let out = std::process::Command::new("sh").args(["-c", "echo $FLAVOUR"]).output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      'FLAVOUR',
    ),
    asks('SOURCE_DATE_EPOCH', 'let text = env::var("SOURCE_DATE_EPOCH").unwrap();', 'SOURCE_DATE_EPOCH'),
    asks(
      'LIBRARY_PATH',
      'println!("cargo:rustc-link-search=native={}", env::var("LIBRARY_PATH").unwrap());\nlet text = String::new();',
      'LIBRARY_PATH',
    ),
    asks(
      'CPATH',
      'let text = ["CPATH", "C_INCLUDE_PATH"].map(|v| env::var(v).unwrap_or_default()).concat();',
      'CPATH',
    ),
    asks('DEBUG and OPT_LEVEL by the profile', 'let text = env::var("OPT_LEVEL").unwrap();', 'OTHER', {
      edit: (it) => it.append('Cargo.toml', '[profile.dev]\nopt-level = 1\n'),
    }),
    asks(
      'the description of its package',
      'let text = env::var("CARGO_PKG_DESCRIPTION").unwrap();',
      'OTHER',
      {
        files: { 'Cargo.toml': oneCrate({}, 'description = "one"\n')['Cargo.toml'] ?? '' },
        edit: (it) => it.replace('Cargo.toml', 'one', 'two'),
      },
    ),
    asks(
      'the authors of its package, by a name put together',
      'let text = env::var(["CARGO", "PKG", "AUTHORS"].join("_")).unwrap();',
      'OTHER',
      {
        files: { 'Cargo.toml': oneCrate({}, 'authors = ["one"]\n')['Cargo.toml'] ?? '' },
        edit: (it) => it.replace('Cargo.toml', 'one', 'two'),
      },
    ),
    asks(
      'a variable of the configuration',
      'let text = env::var(String::from("FROM_") + "CONFIG").unwrap();',
      'OTHER',
      {
        files: { '.cargo/config.toml': '[env]\nFROM_CONFIG = "one"\n' },
        edit: (it) => it.write('.cargo/config.toml', '[env]\nFROM_CONFIG = "two"\n'),
      },
    ),
    asks(
      'a feature that is on by default now',
      'let text = env::vars().filter(|(k, _)| k.starts_with("CARGO_FEATURE_")).count().to_string();',
      'OTHER',
      {
        files: { 'Cargo.toml': oneCrate({}, '[features]\ndefault = []\nx = []\n')['Cargo.toml'] ?? '' },
        edit: (it) => it.replace('Cargo.toml', 'default = []', 'default = ["x"]'),
      },
    ),
    asks(
      'a variable of the shell that nobody asks for',
      'let text = env::var("FLAVOUR").unwrap_or_default();',
      'SHLVL',
    ),
    asks('the terminal, which nobody asks for', 'let text = String::new();', 'TERM_SESSION_ID'),
    {
      name: 'a variable that a helper crate asks for',
      files: crates({
        helper: {
          'src/lib.rs': 'pub fn flavour() -> String { std::env::var("FLAVOUR").unwrap_or_default() }\n',
        },
        a: {
          rest: buildDependsOn('helper'),
          'src/lib.rs': EMBEDDING,
          'build.rs': buildScript(`${SAYS}let text = helper::flavour();`),
        },
      }),
      edit: (it) => it.setVariable('FLAVOUR', 'two'),
    },
    {
      name: 'a variable that a helper crate is given',
      files: crates({
        helper: {
          'src/lib.rs': 'pub fn get(name: &str) -> String { std::env::var(name).unwrap_or_default() }\n',
        },
        a: {
          rest: buildDependsOn('helper'),
          'src/lib.rs': EMBEDDING,
          'build.rs': buildScript(`${SAYS}let text = helper::get("FLAVOUR");`),
        },
      }),
      edit: (it) => it.setVariable('FLAVOUR', 'two'),
    },
    {
      name: 'what the build script of a dependency says',
      files: crates({
        native: {
          rest: 'links = "native"\n',
          'build.rs': buildScript(
            'println!("cargo:rerun-if-changed=d.txt");\nlet text = fs::read_to_string("d.txt").unwrap();\nprintln!("cargo:root={}", text.trim());',
          ),
          'd.txt': 'one\n',
        },
        a: {
          rest: '\n[dependencies]\nnative = { path = "../native" }\n',
          'src/lib.rs': EMBEDDING,
          'build.rs': buildScript(
            'println!("cargo:rerun-if-changed=build.rs");\nlet text = env::var("DEP_NATIVE_ROOT").unwrap();',
          ),
        },
      }),
      edit: (it) => it.write('crates/native/d.txt', 'two\n'),
    },
  ],
}
