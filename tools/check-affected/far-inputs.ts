import { posix } from 'node:path'
import type { EditedRepository } from '../check-keys/edited-repository'
import { withDependency, withPackage } from '../check-keys/generated/lock-text'
import { first, type Subjects } from '../check-keys/generated/subjects'

/** An input of keys that is not among the crate's own files, and what can happen to it. */
export interface FarInput {
  readonly id: string
  /** Puts it into the repository, before the first commit. */
  add(repository: EditedRepository): void
  readonly edits: readonly FarEdit[]
}

export interface FarEdit {
  readonly id: string
  apply(repository: EditedRepository): void
}

/** All of them for one generated monorepo. */
export function farInputs(subjects: Subjects): FarInput[] {
  return [
    ...includes(subjects),
    ...settings(subjects),
    ...programs(subjects),
    ...sources(subjects),
    ...packages(subjects),
  ]
}

/** Edits of a text file that something reads, and its deletion. */
function ofFile(path: string, more = 'more\n'): FarEdit[] {
  return [
    { id: `change ${path}`, apply: (it) => it.append(path, more) },
    { id: `delete ${path}`, apply: (it) => it.remove(path) },
  ]
}

function includes({ leaf, documented, leafPackage }: Subjects): FarInput[] {
  const up = (from: { dir: string }, path: string) => posix.relative(`${from.dir}/src`, path)
  const embed = (crate: { dir: string }, path: string, name: string) => (it: EditedRepository) =>
    it.append(`${crate.dir}/src/lib.rs`, `\npub static ${name}: &str = include_str!("${up(crate, path)}");\n`)
  const ofPackage = `${leafPackage.dir}/src/words.json`
  return [
    {
      id: 'included from no project',
      add(it) {
        it.write('shared/schema.json', '{}\n')
        embed(leaf, 'shared/schema.json', 'SCHEMA')(it)
      },
      edits: [
        ...ofFile('shared/schema.json', '\n'),
        {
          id: 'rename shared/schema.json',
          apply(it) {
            it.rename('shared/schema.json', 'shared/other.json')
            it.replace(`${leaf.dir}/src/lib.rs`, 'shared/schema.json', 'shared/other.json')
          },
        },
      ],
    },
    {
      id: 'included from a TypeScript package',
      add(it) {
        it.write(ofPackage, '[]\n')
        embed(leaf, ofPackage, 'WORDS')(it)
      },
      edits: ofFile(ofPackage, '\n'),
    },
    {
      id: 'included from a crate that is not used',
      add: embed(documented, `${leaf.dir}/README.md`, 'OTHER'),
      edits: ofFile(`${leaf.dir}/README.md`),
    },
    {
      id: 'module by path',
      add(it) {
        it.write('shared/clock.rs', 'mod tick;\npub fn now() {}\n')
        it.write('shared/tick.rs', 'pub static A: &str = include_str!("tick.txt");\n')
        it.write('shared/tick.txt', 'tick\n')
        it.append(`${leaf.dir}/src/lib.rs`, `\n#[path = "${up(leaf, 'shared/clock.rs')}"]\nmod clock;\n`)
      },
      edits: [
        ...ofFile('shared/clock.rs', '// More.\n'),
        ...ofFile('shared/tick.rs', '// More.\n'),
        ...ofFile('shared/tick.txt'),
      ],
    },
  ]
}

function settings({ plan, core }: Subjects): FarInput[] {
  const dir = core.dir.split('/')[0] ?? ''
  return [
    {
      id: 'clippy',
      add: (it) => it.write('clippy.toml', 'too-many-lines-threshold = 90\n'),
      edits: ofFile('clippy.toml', 'msrv = "1.80"\n'),
    },
    {
      id: 'rustfmt',
      add: (it) => it.write(`${dir}/rustfmt.toml`, 'max_width = 90\n'),
      edits: ofFile(`${dir}/rustfmt.toml`, 'hard_tabs = true\n'),
    },
    {
      id: 'lints',
      add(it) {
        it.append('Cargo.toml', '\n[workspace.lints.rust]\nunused = "warn"\n')
        it.append(`${core.dir}/Cargo.toml`, '\n[lints]\nworkspace = true\n')
      },
      edits: [
        {
          id: 'workspace lints',
          apply: (it) => it.replace('Cargo.toml', 'unused = "warn"', 'unused = "allow"'),
        },
      ],
    },
    {
      id: 'linker script',
      add(it) {
        it.write('memory.x', 'MEMORY {}\nINCLUDE regions.x\n')
        it.write('regions.x', '/* regions */\n')
        it.append('.cargo/config.toml', '\n[target."cfg(all())"]\nrustflags = ["-Clink-arg=-Tmemory.x"]\n')
      },
      edits: [...ofFile('memory.x'), ...ofFile('regions.x')],
    },
    {
      id: 'variables',
      add: (it) => it.write('.env', 'RUSTFLAGS=-Cdebuginfo=0\n'),
      edits: [{ id: 'variables of .env', apply: (it) => it.write('.env', 'RUSTFLAGS=-Cdebuginfo=1\n') }],
    },
    {
      id: 'Cargo’s lock',
      add: () => {},
      edits: [{ id: 'delete Cargo.lock', apply: (it) => it.remove('Cargo.lock') }],
    },
    {
      id: 'Cargo’s configuration',
      add: () => {},
      edits: [
        { id: 'delete .cargo/config.toml', apply: (it) => it.remove('.cargo/config.toml') },
        { id: 'delete rust-toolchain.toml', apply: (it) => it.remove('rust-toolchain.toml') },
        { id: 'new clippy.toml below', apply: (it) => it.write(`${dir}/clippy.toml`, 'msrv = "1.70"\n') },
        {
          id: 'new .cargo/config',
          apply: (it) => it.write('.cargo/config', '[build]\nrustflags = ["-Copt-level=1"]\n'),
        },
        { id: 'ignored files', apply: (it) => it.append('.gitignore', '*.txt\n') },
      ],
    },
    {
      id: 'options of the plugin',
      add: () => {},
      edits: [
        {
          id: 'options in nx.json',
          apply: (it) =>
            it.change('nx.json', (text) => {
              const json = JSON.parse(text) as { plugins?: unknown[] }
              const plugins = (json.plugins ?? []).filter(
                (each) => !JSON.stringify(each).includes('nx-crane'),
              )
              return JSON.stringify({
                ...json,
                plugins: [...plugins, { plugin: 'nx-crane', options: { wasmOutDir: 'out' } }],
              })
            }),
        },
      ],
    },
    {
      id: 'a crate that goes',
      add: () => {},
      edits: plan.crates
        .filter(
          ({ name }) => !plan.crates.some((crate) => crate.dependencies.some((one) => one.name === name)),
        )
        .slice(0, 2)
        .map(({ name, dir: gone }) => ({
          id: `delete the crate ${name}`,
          apply(it) {
            it.replace('Cargo.toml', `    "${gone}",\n`, '')
            for (const path of ['Cargo.toml', 'src/lib.rs', 'README.md']) it.remove(`${gone}/${path}`)
          },
        })),
    },
  ]
}

/** What reads files under names that are not in its text. */
function programs({ leaf, scripted, macro }: Subjects): FarInput[] {
  return [
    {
      id: 'a test that reads data',
      add(it) {
        it.write('data/input.bin', 'input\n')
        it.write(
          `${leaf.dir}/tests/reads.rs`,
          'fn read(name: &str) -> Vec<u8> {\n    std::fs::read(name).unwrap()\n}\n',
        )
      },
      edits: [
        ...ofFile('data/input.bin'),
        { id: 'new data', apply: (it) => it.write('data/more/other.csv', '1\n') },
      ],
    },
    {
      id: 'a test that names a text',
      add(it) {
        it.write('guides/start.md', 'Start\n')
        it.write(
          `${leaf.dir}/tests/texts.rs`,
          `#[test]\nfn reads() {\n    let root = std::env::var("ROOT").unwrap();\n    std::fs::read(format!("{root}/{}", "guides/start.md")).unwrap();\n}\n`,
        )
      },
      edits: ofFile('guides/start.md'),
    },
    {
      id: 'a build script that names a file',
      add(it) {
        it.write('proto/api.proto', 'syntax = "proto3";\n')
        it.change(`${scripted.dir}/build.rs`, (text) =>
          text.replace(
            'fn main() {',
            `fn main() {\n    println!("cargo:rerun-if-changed=${posix.relative(scripted.dir, 'proto/api.proto')}");`,
          ),
        )
      },
      edits: ofFile('proto/api.proto'),
    },
    {
      id: 'a proc macro that looks into directories',
      add: (it) =>
        it.append(
          `${macro.dir}/src/lib.rs`,
          '\nfn all(dir: &str) -> usize {\n    std::fs::read_dir(dir).unwrap().count()\n}\n',
        ),
      edits: [
        { id: 'new source that nobody names', apply: (it) => it.write('scripts/tool.py', 'print()\n') },
      ],
    },
  ]
}

function sources({ leaf, core }: Subjects): FarInput[] {
  const added = 'tools/helper'
  return [
    {
      id: 'a crate of another workspace',
      add(it) {
        it.write(
          `${added}/Cargo.toml`,
          '[workspace]\n\n[workspace.package]\nedition = "2021"\n\n[package]\nname = "helper"\nversion = "0.1.0"\nedition.workspace = true\n',
        )
        it.write(`${added}/src/lib.rs`, 'pub fn help() {}\n')
        it.append(`${leaf.dir}/Cargo.toml`, '')
        it.change('Cargo.toml', (text) =>
          text.replace('[workspace]\n', `[workspace]\nexclude = ["${added}"]\n`),
        )
        it.change(`${leaf.dir}/Cargo.toml`, (text) =>
          text.includes('[dependencies]\n')
            ? text.replace(
                '[dependencies]\n',
                `[dependencies]\nhelper = { path = "${posix.relative(leaf.dir, added)}" }\n`,
              )
            : `${text}\n[dependencies]\nhelper = { path = "${posix.relative(leaf.dir, added)}" }\n`,
        )
        it.change('Cargo.lock', (lock) =>
          withPackage(
            withDependency(lock, leaf.name, 'helper'),
            '[[package]]\nname = "helper"\nversion = "0.1.0"\n',
          ),
        )
      },
      edits: [
        {
          id: 'source of a crate of another workspace',
          apply: (it) => it.append(`${added}/src/lib.rs`, 'pub fn more() {}\n'),
        },
        {
          id: 'edition of another workspace',
          apply: (it) => it.replace(`${added}/Cargo.toml`, '"2021"', '"2018"'),
        },
      ],
    },
    {
      id: 'a package inside a crate',
      add(it) {
        it.write(`${core.dir}/js/package.json`, '{ "name": "inside", "version": "1.0.0" }\n')
        it.write(`${core.dir}/js/index.js`, 'export {}\n')
      },
      edits: ofFile(`${core.dir}/js/index.js`, '// More.\n'),
    },
  ]
}

/** What packages say of the WebAssembly that they use. */
function packages({ wasmPackage, builtWasm }: Subjects): FarInput[] {
  const manifest = `${wasmPackage.dir}/package.json`
  const crate = first([builtWasm])
  return [
    {
      id: 'scripts of a package',
      add: () => {},
      edits: [
        {
          id: 'script that builds another glue',
          apply: (it) =>
            it.replace(
              manifest,
              '"scripts": {',
              `"scripts": { "wasm": "wasm-pack build ${posix.relative(wasmPackage.dir, crate.dir)} --target nodejs",`,
            ),
        },
        {
          id: 'source of a package',
          apply: (it) => it.append(`${wasmPackage.dir}/src/index.ts`, '// More.\n'),
        },
      ],
    },
  ]
}
