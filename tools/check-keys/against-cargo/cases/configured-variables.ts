import type { CargoCase, CaseSubject } from '../cargo-case'
import { buildScript, EMBEDDING, SAYS } from './build-script'
import { CONFIG, HOST, sets, writes } from './configured'
import { procMacro } from './proc-macro'
import { crates, dependsOn, oneCrate } from './texts'

const ONE = '[env]\nFLAVOUR = "one"\n'
const TWO = '[env]\nFLAVOUR = "two"\n'
const VENDORED = '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "vendor"\n'
const PLAIN = 'pub fn add(a: u8) -> u8 { a }\n'

/** A repository whose configuration sets a variable, to another value afterwards. */
function configures(
  name: string,
  files: Readonly<Record<string, string>>,
  edit: CargoCase['edit'] = writes(CONFIG, TWO),
): CargoCase {
  return { name, kinds: ['build', 'test'], files: { [CONFIG]: ONE, ...files }, edit }
}

const scripted = (statements: string) =>
  oneCrate({ 'src/lib.rs': EMBEDDING, 'build.rs': buildScript(SAYS + statements) })
const macros = (statements: string) =>
  crates({
    m: { rest: '[lib]\nproc-macro = true\n', 'src/lib.rs': procMacro(statements) },
    a: { rest: dependsOn('m'), 'src/lib.rs': 'pub const HOME: &str = m::emb!("home");\n' },
    free: { 'src/lib.rs': PLAIN },
  })

/** What `[env]` of Cargo's configuration sets. */
export const CONFIGURED_VARIABLES: CaseSubject = {
  subject: 'configuration: variables',
  cases: [
    configures(
      'one that a crate may have, beside a crate that does not ask',
      crates({
        a: { 'src/lib.rs': 'pub const V: Option<&str> = option_env!("FLAVOUR");\n' },
        b: { rest: dependsOn('a'), 'src/lib.rs': 'pub use a::V;\n' },
        free: { 'src/lib.rs': PLAIN },
      }),
    ),
    configures('one by a macro of another crate', {
      ...crates({
        a: { 'src/lib.rs': '#[macro_export] macro_rules! flavour { () => { option_env!("FLAVOUR") } }\n' },
        b: { rest: dependsOn('a'), 'src/lib.rs': 'pub const V: Option<&str> = a::flavour!();\n' },
      }),
    }),
    configures('one that a build script names', scripted('let text = env::var("FLAVOUR").unwrap();')),
    configures(
      'one under a name that a build script puts together',
      scripted('let text = env::var(format!("{}OUR", "FLAV")).unwrap();'),
    ),
    configures(
      'one that a build script does not ask for',
      scripted('let text = env::var(format!("{}HER", "OT")).unwrap_or_default();'),
    ),
    configures(
      'one under a name that mostly changes by itself',
      {
        ...scripted('let text = env::var(format!("BUILD_{}", "NUMBER")).unwrap_or_default();'),
        [CONFIG]: '[env]\nBUILD_NUMBER = "1"\n',
      },
      writes(CONFIG, '[env]\nBUILD_NUMBER = "2"\n'),
    ),
    configures(
      'one among all that a build script looks at',
      scripted('let text = env::vars().filter(|(k, _)| k == "FLAVOUR").map(|(_, v)| v).collect::<String>();'),
    ),
    configures(
      'one that a program asks for which a build script starts',
      scripted(
        'let out = std::process::Command::new("sh").args(["-c", "echo $FLAVOUR"]).output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      ),
    ),
    configures('one that a macro names', macros('let text = env::var("FLAVOUR").unwrap();')),
    configures(
      'one under a name that a macro puts together',
      macros('let text = env::var(format!("{}OUR", "FLAV")).unwrap();'),
    ),
    configures(
      'one that a test of a dependent asks for by a library',
      crates({
        a: { 'src/lib.rs': 'pub fn v() -> Option<String> { std::env::var("FLAVOUR").ok() }\n' },
        b: { rest: dependsOn('a'), 'tests/t.rs': '#[test]\nfn t() { println!("{:?}", a::v()) }\n' },
      }),
    ),
    configures(
      'one that is compiled into a test in documentation',
      oneCrate({
        'src/lib.rs': `/// \`\`\`\n/// assert_ne!(option_env!("FLAVOUR"), Some("two"));\n/// \`\`\`\n${PLAIN}`,
      }),
    ),
    configures(
      'one that wins over the environment from now on',
      oneCrate({ 'src/lib.rs': 'pub const V: &str = env!("FLAVOUR");\n' }),
      writes(CONFIG, '[env]\nFLAVOUR = { value = "one", force = true }\n'),
    ),
    configures(
      'a path',
      {
        ...scripted('let text = fs::read_to_string(env::var("DATA").unwrap()).unwrap();'),
        [CONFIG]: '[env]\nDATA = { value = "one.txt", relative = true }\n',
        'one.txt': 'one',
        'two.txt': 'two',
      },
      writes(CONFIG, '[env]\nDATA = { value = "two.txt", relative = true }\n'),
    ),
    configures(
      'one that a crate from elsewhere asks for',
      {
        ...oneCrate({ 'src/lib.rs': 'pub use x::X;\n' }, '[dependencies]\nx = "1"\n'),
        [CONFIG]: `${ONE}${VENDORED}`,
        'vendor/x/Cargo.toml': '[package]\nname = "x"\nversion = "1.0.0"\nedition = "2021"\n',
        'vendor/x/src/lib.rs': 'pub const X: Option<&str> = option_env!("FLAVOUR");\n',
        'vendor/x/.cargo-checksum.json': `{"files":{},"package":"${'0'.repeat(64)}"}`,
      },
      writes(CONFIG, `${TWO}${VENDORED}`),
    ),
    configures(
      'one that a linker asks for',
      {
        ...oneCrate({ 'src/main.rs': 'fn main() {}\n' }),
        [CONFIG]: `${ONE}[target.${HOST}]\nlinker = "./l.sh"\n`,
        'l.sh': '#!/bin/sh\nexec cc "$@" -Wl,--defsym=flavour_$FLAVOUR=1\n',
      },
      writes(CONFIG, `${TWO}[target.${HOST}]\nlinker = "./l.sh"\n`),
    ),
    {
      ...configures(
        'one that is set now, and the environment has',
        oneCrate({ 'src/lib.rs': 'pub const V: Option<&str> = option_env!("FLAVOUR");\n' }),
      ),
      environment: { FLAVOUR: 'mine' },
    },
    configures(
      'one that the environment has now as well',
      scripted('let text = env::var(format!("{}OUR", "FLAV")).unwrap();'),
      sets('FLAVOUR', 'two'),
    ),
  ],
}
