import { NPM_USED_BY_ONE } from '../../bench/generate/package-plan'
import { type Edit, NOTHING } from '../edit'
import { first, modulesOf, type Subjects } from './subjects'
import { MORE_PROSE, MORE_TYPESCRIPT } from './texts'

/** Edits of TypeScript packages and of what all of them share. */
export function typescriptEdits(subjects: Subjects): Edit[] {
  return [...sourceEdits(subjects), ...needlessEdits(subjects), ...sharedEdits(subjects)]
}

function sourceEdits(subjects: Subjects): Edit[] {
  const { leafPackage, corePackage, wasmPackage, truth } = subjects
  const source = (plan: { dir: string }) => first(modulesOf(subjects, plan))
  return [
    {
      id: 'ts-leaf-src',
      what: 'source of a package that none depends on',
      changes: truth.from([leafPackage.dir]),
      apply: (it) => it.append(source(leafPackage), MORE_TYPESCRIPT),
    },
    {
      id: 'ts-core-src',
      what: 'source of a package that many depend on',
      changes: truth.from([corePackage.dir]),
      apply: (it) => it.append(source(corePackage), MORE_TYPESCRIPT),
    },
    {
      id: 'ts-wasm-src',
      what: 'source of a package that uses a wasm crate',
      changes: truth.from([wasmPackage.dir]),
      apply: (it) => it.append(source(wasmPackage), MORE_TYPESCRIPT),
    },
    {
      id: 'ts-tsconfig-lib',
      what: 'tsconfig.lib.json of a package that many depend on',
      changes: truth.from([corePackage.dir]),
      apply: (it) =>
        it.replace(
          `${corePackage.dir}/tsconfig.lib.json`,
          '"rootDir"',
          '"removeComments": true,\n    "rootDir"',
        ),
    },
  ]
}

function needlessEdits({ corePackage, wasmPackage, truth }: Subjects): Edit[] {
  return [corePackage, wasmPackage].flatMap(({ dir }, index): Edit[] => {
    const [id, what] =
      index === 0 ? ['ts', 'a package that many depend on'] : ['ts-wasm', 'a package that uses a wasm crate']
    return [
      {
        id: `${id}-spec`,
        what: `test of ${what}`,
        changes: NOTHING,
        apply: (it) => it.append(`${dir}/src/index.spec.ts`, '\n// More of it.\n'),
      },
      {
        id: `${id}-spec-new`,
        what: `new test of ${what}`,
        changes: NOTHING,
        apply: (it) => it.write(`${dir}/src/more.spec.ts`, 'export {}\n'),
      },
      {
        id: `${id}-readme`,
        what: `README of ${what}`,
        changes: NOTHING,
        apply: (it) => it.append(`${dir}/README.md`, MORE_PROSE),
      },
      {
        id: `${id}-tsconfig-spec`,
        what: `tsconfig.spec.json of ${what}`,
        changes: NOTHING,
        apply: (it) => it.replace(`${dir}/tsconfig.spec.json`, 'out-tsc/spec', 'out-tsc/tests'),
      },
      {
        id: `${id}-description`,
        what: `description in package.json of ${what}`,
        // tsc builds again after any change of a package.json that it has read.
        changes: truth.perhapsFrom([dir]),
        apply: (it) =>
          it.replace(`${dir}/package.json`, '"private": true', '"description": "More.",\n  "private": true'),
      },
    ]
  })
}

function sharedEdits({ npmUsers, plan, truth }: Subjects): Edit[] {
  return [
    {
      id: 'npm-lock-bump',
      what: 'npm lock, for a package that one package uses',
      changes: truth.from(npmUsers.map(({ dir }) => dir)),
      apply: (it) =>
        it.change('package-lock.json', (text) => {
          const lock = JSON.parse(text) as { packages: Record<string, object> }
          const name = `node_modules/${NPM_USED_BY_ONE}`
          lock.packages[name] = { ...lock.packages[name], version: '1.0.1' }
          return `${JSON.stringify(lock, null, 2)}\n`
        }),
    },
    {
      id: 'tsconfig-base',
      what: 'tsconfig.base.json',
      changes: truth.from(plan.packages.map(({ dir }) => dir)),
      apply: (it) => it.replace('tsconfig.base.json', '"ES2022"', '"ES2023"'),
    },
  ]
}
