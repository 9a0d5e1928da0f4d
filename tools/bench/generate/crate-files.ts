import { posix } from 'node:path'
import { Random } from '../../kit/random'
import type { CratePlan, PlannedDependency } from './crate-plan'
import { requirement } from './registry'
import { prose } from './words'

export interface CrateFilesContext {
  readonly seed: number
  readonly dirOf: ReadonlyMap<string, string>
  readonly macros: ReadonlySet<string>
}

/** Every file of one crate, by its path in the repository. */
export function crateFiles(crate: CratePlan, context: CrateFilesContext): Map<string, string> {
  const random = new Random(context.seed * 7919 + crate.index * 31 + crate.role.length)
  const files = new Map([
    ['Cargo.toml', manifest(crate, context)],
    ['README.md', prose(random, crate.name, random.between(5, 12))],
    ['docs/guide.md', prose(random, `Guide to ${crate.name}`, random.between(8, 20))],
    ...sources(crate, context, random),
    ...(crate.committedPackage ? [['package.json', committedPackage(crate)] as const] : []),
  ])
  return new Map([...files].map(([path, text]) => [`${crate.dir}/${path}`, text]))
}

/** The name by which Rust code speaks of a crate. */
export function identifier(name: string): string {
  return name.replaceAll('-', '_')
}

function manifest(crate: CratePlan, context: CrateFilesContext): string {
  const optional = crate.dependencies.filter((dependency) => dependency.optional)
  const extra = optional.map(({ name }) => `"dep:${name}"`).join(', ')
  const targets = [...new Set(crate.dependencies.flatMap(({ target }) => target ?? []))]
  return [
    packageTable(crate),
    ROLE_TABLES[crate.role],
    crate.role === 'binary' ? '' : `[features]\ndefault = []\n${extra ? `extra = [${extra}]\n` : ''}`,
    section('dependencies', crate, { context, kind: 'normal', target: null }),
    section('build-dependencies', crate, { context, kind: 'build', target: null }),
    section('dev-dependencies', crate, { context, kind: 'dev', target: null }),
    ...targets.map((target) =>
      section(`target.'${target}'.dependencies`, crate, { context, kind: 'normal', target }),
    ),
    crate.role === 'library' ? '[[bench]]\nname = "speed"\nharness = false\n' : '',
  ]
    .filter((part) => part !== '')
    .join('\n')
}

const ROLE_TABLES = {
  ...{ library: '', binary: '' },
  macro: '[lib]\nproc-macro = true\n',
  wasm: '[lib]\ncrate-type = ["cdylib", "rlib"]\n',
}

function packageTable({ name, inherits, index }: CratePlan): string {
  const fields = inherits
    ? 'version.workspace = true\nedition.workspace = true\nlicense.workspace = true\n'
    : 'version = "0.4.2"\nedition = "2021"\nlicense = "MIT"\n'
  return `[package]\nname = "${name}"\n${fields}description = "The ${name} crate"\n${index % 3 ? 'publish = false\n' : ''}`
}

interface Section {
  readonly context: CrateFilesContext
  readonly kind: string
  readonly target: string | null
}

function section(title: string, crate: CratePlan, { context, kind, target }: Section): string {
  const lines = crate.dependencies
    .filter((dependency) => dependency.kind === kind && dependency.target === target)
    .map((dependency) => dependencyLine(crate, dependency, context))
    .sort()
  return lines.length > 0 ? `[${title}]\n${lines.join('\n')}\n` : ''
}

function dependencyLine(
  crate: CratePlan,
  dependency: PlannedDependency,
  { dirOf }: CrateFilesContext,
): string {
  const { name, rename, optional, inherited, from } = dependency
  const more = optional ? ', optional = true' : ''
  if (inherited)
    return more || name.length % 2 ? `${name} = { workspace = true${more} }` : `${name}.workspace = true`
  if (from === 'registry') return `${name} = "${requirement(name)}"`
  const path = posix.relative(crate.dir, dirOf.get(name) ?? '')
  return `${rename ?? name} = { ${rename ? `package = "${name}", ` : ''}path = "${path}"${more} }`
}

function sources(crate: CratePlan, context: CrateFilesContext, random: Random): [string, string][] {
  if (crate.role === 'macro') {
    const body =
      'use proc_macro::TokenStream;\n\n#[proc_macro]\npub fn nothing(_: TokenStream) -> TokenStream {\n    TokenStream::new()\n}\n'
    return [['src/lib.rs', body]]
  }
  const modules = random.sample(
    ['model', 'parse', 'limits', 'table', 'walk', 'merge', 'state'],
    random.between(3, 6),
  )
  const root = crate.role === 'binary' ? 'src/main.rs' : 'src/lib.rs'
  const rows = Array.from({ length: random.between(5, 20) }, (_, row) => `${row} ${random.between(1, 999)}`)
  return [
    [root, rootSource(crate, context, modules)],
    ...modules.map((name): [string, string] => [`src/${name}.rs`, moduleSource(name, random)]),
    ...(crate.includesTable ? [['src/data/table.txt', `${rows.join('\n')}\n`] as [string, string]] : []),
    ...(crate.buildScript ? [['build.rs', buildScript(crate)] as [string, string]] : []),
    ...(crate.role === 'binary' ? [] : testSources(crate)),
  ]
}

function rootSource(crate: CratePlan, { macros }: CrateFilesContext, modules: readonly string[]): string {
  const uses = crate.dependencies
    .filter(({ kind }) => kind === 'normal')
    .map((dependency) => use(dependency, macros))
  const declared = modules.map(
    (name) => `${crate.role === 'binary' ? '#[allow(dead_code)]\n' : 'pub '}mod ${name};\n`,
  )
  const main = crate.role === 'binary' ? '\nfn main() {\n    println!("{}", id());\n}\n' : ''
  const wasm = `\n#[unsafe(no_mangle)]\npub extern "C" fn ${identifier(crate.name)}_run(value: u32) -> u32 {\n    value ^ id() as u32\n}\n`
  const documentation = crate.includesReadme
    ? '#![doc = include_str!("../README.md")]\n'
    : `//! The ${crate.name} crate.\n`
  const table = crate.includesTable ? '\npub static TABLE: &str = include_str!("data/table.txt");\n' : ''
  return `${documentation}${declared.join('')}${table}\npub fn id() -> u64 {\n    let mut sum = ${crate.index};\n${uses.join('')}    sum += 1;\n    sum\n}\n${main}${crate.role === 'wasm' ? wasm : ''}`
}

function use(
  { name, rename, target, optional, from }: PlannedDependency,
  macros: ReadonlySet<string>,
): string {
  const path = identifier(rename ?? name)
  if (macros.has(name)) return `    ${path}::nothing!();\n`
  const condition = target?.startsWith('cfg(')
    ? `#[cfg(${target.slice(4, -1)})]`
    : target
      ? '#[cfg(all(windows, target_env = "msvc"))]'
      : ''
  const guard = optional ? '#[cfg(feature = "extra")]' : condition
  const call = from === 'registry' ? `${path}::name().len() as u64` : `${path}::id()`
  return `${guard ? `    ${guard}\n` : ''}    {\n        sum += ${call};\n    }\n`
}

function moduleSource(name: string, random: Random): string {
  const functions = Array.from({ length: random.between(3, 12) }, (_, index) => {
    const constant = random.between(3, 9999)
    return `/// Step ${index} of ${name}.\npub fn step_${index}(value: u64) -> u64 {\n    value.rotate_left(${index + 1}) ^ ${constant}\n}\n`
  })
  return functions.join('\n')
}

function buildScript({ dependencies }: CratePlan): string {
  const uses = dependencies
    .filter(({ kind }) => kind === 'build')
    .map(({ name }) => `    let _ = ${identifier(name)}::id();\n`)
  return `fn main() {\n    println!("cargo:rerun-if-changed=build.rs");\n${uses.join('')}}\n`
}

function testSources(crate: CratePlan): [string, string][] {
  const call = `${identifier(crate.name)}::id()`
  const uses = crate.dependencies
    .filter(({ kind }) => kind === 'dev')
    .map(({ name }) => `    let _ = ${identifier(name)}::id();\n`)
  const bench = `fn main() {\n    println!("{}", ${call});\n}\n`
  return [
    ['tests/basic.rs', `#[test]\nfn adds_up() {\n    assert!(${call} > 0);\n${uses.join('')}}\n`],
    ['examples/demo.rs', `fn main() {\n    println!("{}", ${call});\n}\n`],
    ...(crate.role === 'library' ? [['benches/speed.rs', bench] as [string, string]] : []),
  ]
}

function committedPackage({ name, npm }: CratePlan): string {
  const entry = `pkg/${identifier(name)}`
  return `${JSON.stringify({ name: npm, version: '1.0.0', private: true, type: 'module', main: `${entry}.js`, types: `${entry}.d.ts`, files: ['pkg'] }, null, 2)}\n`
}
