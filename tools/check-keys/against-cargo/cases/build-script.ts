/** A build script of these statements; what they make as `text` is compiled into the crate by {@link EMBEDDING}. */
export function buildScript(statements: string): string {
  return `#![allow(unused)]\nuse std::{env, fs, path::{Path, PathBuf}};\n${WALK}fn main() {\n${statements}\n${EMBED}\n}\n`
}

const EMBED = 'println!("cargo:rustc-env=V={}", text.replace(\'\\n\', "|"));'
/** The library beside such a script. */
export const EMBEDDING = 'pub const V: &str = env!("V");\n'

/** Says that the script alone is read. */
export const SAYS = 'println!("cargo:rerun-if-changed=build.rs");\n'

export const readFile = (path: string) => `let text = fs::read_to_string("${path}").unwrap();`

/** Texts of all files below a directory but what cargo, Git and npm keep there. A scanner cannot read their names. */
const WALK = `fn walk(dir: &Path, text: &mut String) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if [concat!("tar", "get"), concat!(".g", "it"), concat!("node_", "modules")].iter().any(|name| path.ends_with(name)) { continue }
        if path.is_dir() { walk(&path, text) } else { text.push_str(&fs::read_to_string(&path).unwrap_or_default()) }
    }
}
`
