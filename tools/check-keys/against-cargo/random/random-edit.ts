import { existsSync } from 'node:fs'
import type { Random } from '../../../kit/random'
import type { ScratchWorkspace } from '../scratch-workspace'

/** An edit of the random workspace that leaves it whole: all that it needs is there afterwards, and it compiles. */
export interface RandomEdit {
  readonly what: string
  apply(it: ScratchWorkspace): void
}

/** What may hold any text; those that nobody reads are among them. */
const TEXTS = [
  'VERSION',
  'README.md',
  'docs/notes.md',
  'testdata/one.txt',
  'testdata/deep.txt',
  'crates/base/proto/one.proto',
  'crates/base/proto/deep/two.proto',
  'crates/base/src/part.txt',
  'crates/base/notes.md',
  'crates/app/templates/home.txt',
  'crates/app/templates/other.txt',
  'crates/app/README.md',
  'crates/app/.hidden/x',
  'crates/kit/data/s.txt',
  'crates/kit/data/other.txt',
  'target-notes.txt',
] as const
/** Of those, what nothing fails without. */
const SPARE = TEXTS.filter((path) => !/VERSION|one\.|part\.|home\.|s\.txt/.test(path))
const SOURCES = ['base', 'app', 'kit', 'macros'].map((name) => `crates/${name}/src/lib.rs`)
const VARIABLES = ['FLAVOUR', 'MODE', 'TEST_MODE', 'APP_NAME', 'UNREAD', 'SHLVL', 'LANG'] as const
const CONFIGURATIONS = [
  '[alias]\nx = "build"\n',
  '[alias]\nx = "check"\n',
  '[env]\nMODE = "configured"\n',
  '[env]\nUNREAD = "configured"\n',
  '[build]\nrustflags = ["--cfg", "extra"]\n',
  '[target.aarch64-apple-darwin]\nrustflags = ["--cfg", "extra"]\n',
  '[profile.dev]\nopt-level = 1\n',
  '[profile.release]\nopt-level = 1\n',
  '[net]\nretry = 3\n',
] as const

type Maker = (random: Random, it: ScratchWorkspace) => RandomEdit | undefined

const MAKERS: readonly Maker[] = [
  (random) => {
    const path = pick(random, TEXTS)
    return { what: `${path} written`, apply: (it) => it.write(path, someText(random)) }
  },
  (random) => {
    const path = pick(random, TEXTS)
    return { what: `${path} put back older`, apply: (it) => it.putBack(path, someText(random)) }
  },
  (random, it) => {
    const path = random.pick(SPARE.filter((spare) => existsSync(it.path(spare))))
    return path && { what: `${path} deleted`, apply: () => it.remove(path) }
  },
  (random, it) => {
    const from = random.pick(SPARE.filter((spare) => existsSync(it.path(spare))))
    const to = random.pick(SPARE.filter((spare) => !existsSync(it.path(spare))))
    return from && to && { what: `${from} moved to ${to}`, apply: () => it.move(from, to) }
  },
  (random) => {
    const path = pick(random, SOURCES)
    return { what: `${path} written`, apply: (it) => it.append(path, `// ${random.between(0, 99)}\n`) }
  },
  (random) => {
    const path = pick(random, SOURCES)
    const value = random.between(0, 99)
    const apply = (it: ScratchWorkspace) => it.putBack(path, `${it.read(path)}const _: u32 = ${value};\n`)
    return { what: `${path} put back older`, apply }
  },
  (random) => {
    const path = pick(random, [...SOURCES, 'VERSION', 'crates/base/proto/one.proto'])
    return { what: `the time of ${path}`, apply: (it) => it.touch(path) }
  },
  (random, it) => {
    const name = pick(random, VARIABLES)
    if (it.environment[name] !== undefined && random.chance(0.3)) {
      return { what: `${name} unset`, apply: () => it.unsetVariable(name) }
    }
    return { what: `${name} set`, apply: () => it.setVariable(name, someText(random).trim()) }
  },
  (random) => {
    const text = pick(random, CONFIGURATIONS)
    return {
      what: `configured: ${text.split('\n').join(' ')}`,
      apply: (it) => it.write('.cargo/config.toml', text),
    }
  },
  (random) => {
    const path = pick(random, [
      'Cargo.toml',
      ...SOURCES.map((source) => source.replace('src/lib.rs', 'Cargo.toml')),
    ])
    return { what: `a comment in ${path}`, apply: (it) => it.append(path, `# ${random.between(0, 99)}\n`) }
  },
  () => ({ what: 'a commit', apply: (it) => it.commit('more') }),
]

export function randomEdit(random: Random, it: ScratchWorkspace): RandomEdit {
  for (;;) {
    const edit = pick(random, MAKERS)(random, it)
    if (edit) return edit
  }
}

function someText(random: Random): string {
  return `${pick(random, ['one', 'two', 'three'])}${random.between(0, 9)}\n`
}

function pick<T>(random: Random, list: readonly T[]): T {
  const item = random.pick(list)
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
