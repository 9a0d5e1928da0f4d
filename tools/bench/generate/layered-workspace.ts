import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const LAYERS = 6
export const CRATES_PER_LAYER = 5

/**
 * Writes a Cargo workspace of libraries in layers, with programs on top: each crate uses three of the layer below, and
 * packages of crates.io that the others use too, but no two layers the same ones. There is code enough that compiling a
 * crate takes as long as one of an ordinary size does.
 */
export function writeLayeredWorkspace(root: string): void {
  const files: [string, string][] = [['Cargo.toml', ROOT_MANIFEST]]
  for (let layer = 0; layer < LAYERS; layer++) {
    for (let index = 0; index < CRATES_PER_LAYER; index++) files.push(...crateFiles(layer, index))
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

export function crateName(layer: number, index: number): string {
  return `layer${layer}-${'abcde'[index]}`
}

const ROOT_MANIFEST = `[workspace]
resolver = "2"
members = ["crates/*"]

[workspace.dependencies]
clap = { version = "4.5", features = ["derive"] }
png = "0.18"
rand = { version = "0.9", default-features = false }
rand_chacha = { version = "0.9", default-features = false }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
`

/** What a layer needs of crates.io; the last one needs all of it. */
const PACKAGES: readonly (readonly string[])[] = [
  ['serde'],
  ['serde', 'rand'],
  ['serde', 'serde_json'],
  ['serde', 'rand', 'rand_chacha'],
  ['serde', 'serde_json', 'png'],
  ['serde', 'serde_json', 'clap'],
]

function crateFiles(layer: number, index: number): [string, string][] {
  const name = crateName(layer, index)
  const below =
    layer === 0 ? [] : [0, 1, 3].map((step) => crateName(layer - 1, (index + step) % CRATES_PER_LAYER))
  const manifest = [
    '[package]',
    `name = "${name}"`,
    'version = "0.1.0"',
    'edition = "2021"',
    '',
    '[dependencies]',
    ...(PACKAGES[layer] ?? []).map((dependency) => `${dependency}.workspace = true`),
    ...below.map((dependency) => `${dependency} = { path = "../${dependency}" }`),
    '',
  ].join('\n')
  const isProgram = layer === LAYERS - 1
  const root = [
    ...MODULES.map((module) => `pub mod ${module};`),
    '',
    'pub fn total(seed: u64) -> u64 {',
    '    let mut sum = seed;',
    ...MODULES.map((module) => `    sum ^= ${module}::Table::sample(seed).digest();`),
    ...below.map(
      (dependency) => `    sum = sum.rotate_left(3) ^ ${dependency.replaceAll('-', '_')}::total(sum);`,
    ),
    '    sum',
    '}',
    ...(isProgram ? ['', 'fn main() {', '    println!("{}", total(7));', '}'] : []),
    '',
  ].join('\n')
  return [
    [`crates/${name}/Cargo.toml`, manifest],
    [`crates/${name}/src/${isProgram ? 'main' : 'lib'}.rs`, root],
    ...MODULES.map((module, at): [string, string] => [
      `crates/${name}/src/${module}.rs`,
      moduleText(layer * 31 + index * 7 + at),
    ]),
  ]
}

const MODULES = ['ledger']

function moduleText(seed: number): string {
  const kinds = Array.from({ length: 6 }, (_, kind) => `Kind${kind}`)
  const records = kinds.map(
    (kind, at) => `#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ${kind} {
    pub name: String,
    pub weight: f64,
    pub tags: Vec<String>,
    pub counts: BTreeMap<String, u64>,
}

impl ${kind} {
    pub fn sample(seed: u64) -> Self {
        let counts = (0..${(seed % 5) + 3}u64).map(|at| (format!("${kind.toLowerCase()}-{at}"), seed.wrapping_mul(at + ${at + 1}))).collect();
        Self { name: format!("${kind} {seed}"), weight: seed as f64 / ${at + 2}.0, tags: vec!["a".into(), "b".into()], counts }
    }

    pub fn digest(&self) -> u64 {
        let mut entries: Vec<_> = self.counts.iter().map(|(key, value)| (value.rotate_left(${at + 1}), key.len())).collect();
        entries.sort_unstable();
        entries.iter().fold(self.name.len() as u64, |sum, (value, length)| sum.wrapping_mul(31).wrapping_add(*value ^ *length as u64))
    }
}
`,
  )
  return `use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

${records.join('\n')}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Table {
${kinds.map((kind) => `    ${kind}(${kind}),`).join('\n')}
}

impl Table {
    pub fn sample(seed: u64) -> Self {
        match seed % ${kinds.length} {
${kinds.map((kind, at) => `            ${at === kinds.length - 1 ? '_' : at} => Self::${kind}(${kind}::sample(seed)),`).join('\n')}
        }
    }

    pub fn digest(&self) -> u64 {
        match self {
${kinds.map((kind) => `            Self::${kind}(inner) => inner.digest(),`).join('\n')}
        }
    }
}
`
}
