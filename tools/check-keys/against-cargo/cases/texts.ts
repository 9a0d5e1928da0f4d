type Files = Readonly<Record<string, string>>

/** A manifest; `rest` goes on in `[package]`. */
export function manifest(name: string, rest = ''): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`
}

export const WORKSPACE = '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n'

/** A repository that is one crate, `a`. */
export function oneCrate(files: Files, rest = ''): Files {
  return { 'Cargo.toml': manifest('a', rest), 'src/lib.rs': '', ...files }
}

/** A workspace of crates in `crates`: of each its files, and in `rest` how its manifest goes on. */
export function crates(members: Readonly<Record<string, Files & { readonly rest?: string }>>): Files {
  const files: Record<string, string> = { 'Cargo.toml': WORKSPACE }
  for (const [name, { rest = '', ...own }] of Object.entries(members)) {
    files[`crates/${name}/Cargo.toml`] = manifest(name, rest)
    files[`crates/${name}/src/lib.rs`] = ''
    for (const [path, text] of Object.entries(own)) files[`crates/${name}/${path}`] = text as string
  }
  return files
}

export const dependsOn = (...names: readonly string[]) => table('dependencies', names)
export const buildDependsOn = (...names: readonly string[]) => table('build-dependencies', names)
export const devDependsOn = (...names: readonly string[]) => table('dev-dependencies', names)

function table(kind: string, names: readonly string[]): string {
  return `\n[${kind}]\n${names.map((name) => `${name} = { path = "../${name}" }\n`).join('')}`
}
