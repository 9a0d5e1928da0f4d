import {
  BELOW_USED_BY_ONE,
  COMMON_REGISTRY,
  checksum,
  registryCrate,
  requirement,
  SHARED_BY_TWO,
} from '../../bench/generate/registry'
import { type Edit, NOTHING } from '../edit'
import { withDependency, withPackage } from './lock-text'
import { first, type Subjects } from './subjects'

/** Edits of `Cargo.lock`, with or without the manifest that goes with it. */
export function lockEdits(subjects: Subjects): Edit[] {
  const { usersOfOne, usersOfTwo, plan, truth } = subjects
  const dirs = (crates: readonly { dir: string }[]) => crates.map(({ dir }) => dir)
  return [
    {
      id: 'ws-dependency-bump',
      what: 'workspace dependency and lock, for the two crates that inherit it',
      changes: truth.from(dirs(usersOfTwo)),
      apply: (it) => {
        const old = requirement(SHARED_BY_TWO)
        it.replace('Cargo.toml', `${SHARED_BY_TWO} = "${old}"`, `${SHARED_BY_TWO} = "${old}.1"`)
        it.change('Cargo.lock', (lock) => raised(lock, SHARED_BY_TWO))
      },
    },
    {
      id: 'lock-transitive',
      what: 'lock, for a dependency of a dependency of one crate',
      changes: truth.from(dirs(usersOfOne)),
      apply: (it) => it.change('Cargo.lock', (lock) => raised(lock, BELOW_USED_BY_ONE)),
    },
    {
      id: 'lock-comment',
      what: 'comment in the lock',
      changes: NOTHING,
      apply: (it) => it.change('Cargo.lock', (lock) => `# More of it.\n${lock}`),
    },
    {
      id: 'root-version',
      what: 'version that some crates inherit, and lock',
      changes: truth.from(dirs(plan.crates.filter(({ inherits }) => inherits))),
      apply: (it) => {
        for (const file of ['Cargo.toml', 'Cargo.lock'])
          it.replace(file, '\nversion = "0.2.0"\n', '\nversion = "0.3.0"\n')
      },
    },
    ...dependencyEdits(subjects),
    newMember(subjects),
  ]
}

function dependencyEdits({ leaf, truth }: Subjects): Edit[] {
  const used = new Set(leaf.dependencies.map(({ name }) => name))
  const { name } = first(COMMON_REGISTRY.filter((crate) => !used.has(crate.name)))
  const line = `${name} = "${requirement(name)}"\n`
  const manifest = `${leaf.dir}/Cargo.toml`
  const section = (kind: string) => (text: string) =>
    text.includes(`[${kind}]\n`)
      ? text.replace(`[${kind}]\n`, `[${kind}]\n${line}`)
      : `${text}\n[${kind}]\n${line}`
  return [
    {
      id: 'toml-dependency',
      what: 'new dependency of one crate, and lock',
      changes: truth.from([leaf.dir]),
      apply: (it) => {
        it.change(manifest, section('dependencies'))
        it.change('Cargo.lock', (lock) => withDependency(lock, leaf.name, name))
      },
    },
    {
      id: 'toml-dev-dependency',
      what: 'new dependency of the tests of one crate, and lock',
      changes: NOTHING,
      apply: (it) => {
        it.change(manifest, section('dev-dependencies'))
        it.change('Cargo.lock', (lock) => withDependency(lock, leaf.name, name))
      },
    },
  ]
}

function newMember({ leaf }: Subjects): Edit {
  const dir = leaf.dir.replace(/[^/]+$/, 'added-by-edit')
  return {
    id: 'member-new',
    what: 'new crate that none depends on, and lock',
    changes: NOTHING,
    apply: (it) => {
      const root = it.read('Cargo.toml')
      if (!root.includes('crates/*'))
        it.replace('Cargo.toml', 'members = [\n', `members = [\n    "${dir}",\n`)
      it.write(
        `${dir}/Cargo.toml`,
        '[package]\nname = "added-by-edit"\nversion = "0.1.0"\nedition = "2021"\n',
      )
      it.write(`${dir}/src/lib.rs`, 'pub fn id() {}\n')
      it.change('Cargo.lock', (lock) =>
        withPackage(lock, '[[package]]\nname = "added-by-edit"\nversion = "0.1.0"\n'),
      )
    },
  }
}

/** The lock with the later version of a registry crate, for which no other entry has to change. */
function raised(lock: string, name: string): string {
  const crate = registryCrate(name)
  const later = { name, version: crate.later ?? crate.version }
  return lock
    .replace(
      `name = "${name}"\nversion = "${crate.version}"`,
      `name = "${name}"\nversion = "${later.version}"`,
    )
    .replace(checksum(crate), checksum(later))
}
