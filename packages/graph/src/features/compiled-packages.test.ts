import { expect, test } from 'vitest'
import { compiledPackages } from './compiled-packages'
import { platformOf } from './platform-cfg'
import type { DeclaredDependency, ResolvedPackage, ResolvedWorkspace } from './resolved-workspace'

// tools/check-cargo compares with cargo's own unit graph on fixtures and on this repository.

const LINUX = platformOf('x86_64-unknown-linux-gnu')

test('features are unified over all members, and apart for what runs when it is built', () => {
  const workspace = resolved(
    member('app', [on('shared', { features: ['fast'] }), on('derive'), on('gen', { kind: 'build' })]),
    member('tool', [on('shared', { features: ['small'], uses_default_features: false })]),
    { ...external('derive', [on('shared', { features: ['parse'] })]), targets: [{ kind: ['proc-macro'] }] },
    external('gen', [on('shared', { features: ['print'], uses_default_features: false })]),
    {
      ...external('shared'),
      features: { default: ['std'], std: [], fast: [], small: [], parse: [], print: [] },
    },
  )
  expect(shown(workspace)).toEqual([
    'app target:',
    'derive host:',
    'gen host:',
    'shared target:default,fast,small,std host:default,parse,print,std',
    'tool target:',
  ])
})

test.each<[string, Partial<DeclaredDependency>, string[]]>([
  ['a dev-dependency asks for nothing', { kind: 'dev', features: ['fast'] }, []],
  ['an optional dependency that is off asks for nothing', { optional: true, features: ['fast'] }, []],
  ['one for another platform asks for nothing', { target: 'cfg(windows)', features: ['fast'] }, []],
  ['one for this platform asks', { target: 'cfg(unix)', features: ['fast'] }, ['shared target:default,fast']],
  ['a triple is a platform', { target: LINUX.triple, features: ['fast'] }, ['shared target:default,fast']],
])('%s', (_, dependency, expected) => {
  const workspace = resolved(member('app', [on('shared', dependency)]), {
    ...external('shared'),
    features: { default: [], fast: [] },
  })
  expect(shown(workspace).slice(1)).toEqual(expected)
})

test.each<[string, Record<string, string[]>, string[]]>([
  ['dep: turns a dependency on', { default: ['dep:shared'] }, ['shared target:']],
  ['so does a feature of it', { default: ['shared/fast'] }, ['shared target:fast']],
  ['a weak one does not', { default: ['shared?/fast'] }, []],
  [
    'a weak one asks of what is on',
    { default: ['extra', 'shared?/fast'], extra: ['dep:shared'] },
    ['shared target:fast'],
  ],
  [
    'a feature turns others on',
    { default: ['one'], one: ['two'], two: ['shared/fast'] },
    ['shared target:fast'],
  ],
])('%s', (_, features, expected) => {
  const workspace = resolved(
    { ...member('app', [on('shared', { optional: true, uses_default_features: false })]), features },
    { ...external('shared'), features: { fast: [] } },
  )
  expect(shown(workspace).slice(1)).toEqual(expected)
})

test('a renamed dependency is told from another version of the same package', () => {
  const workspace = resolved(
    member('app', [
      on('shared', { features: ['fast'] }),
      on('shared', { rename: 'old-shared', req: '^0.9' }),
    ]),
    { ...external('shared'), features: { fast: [] } },
    { ...external('shared', []), id: 'shared@0.9', version: '0.9.1', features: { fast: [] } },
  )
  expect(shown(workspace)).toEqual(['app target:', 'shared target:', 'shared target:fast'])
})

function shown(workspace: ResolvedWorkspace): string[] {
  return compiledPackages(workspace, LINUX).map(
    ({ name, target, host }) =>
      `${name}${target === null ? '' : ` target:${target}`}${host === null ? '' : ` host:${host}`}`,
  )
}

function on(name: string, more: Partial<DeclaredDependency> = {}): DeclaredDependency {
  return {
    ...{ name, rename: null, req: '^1', kind: null, target: null, optional: false },
    ...{ uses_default_features: true, features: [] },
    ...more,
  }
}

function external(name: string, dependencies: DeclaredDependency[] = []): ResolvedPackage {
  const source = 'registry+https://github.com/rust-lang/crates.io-index'
  return {
    id: name,
    name,
    version: '1.0.0',
    source,
    dependencies,
    features: {},
    targets: [{ kind: ['lib'] }],
  }
}

function member(name: string, dependencies: DeclaredDependency[]): ResolvedPackage {
  return { ...external(name, dependencies), source: null }
}

/** Each dependency resolved to the package of its name, and of its version where there are two. */
function resolved(...packages: ResolvedPackage[]): ResolvedWorkspace {
  const idOf = ({ name, req }: DeclaredDependency) =>
    packages.find((each) => each.name === name && each.version.startsWith(req.slice(1)))?.id ?? name
  return {
    packages,
    workspace_members: packages.filter(({ source }) => source === null).map(({ id }) => id),
    resolve: {
      nodes: packages.map(({ id, dependencies }) => ({
        id,
        deps: dependencies.map((each) => ({
          name: (each.rename ?? each.name).replaceAll('-', '_'),
          pkg: idOf(each),
          dep_kinds: [{ kind: each.kind, target: each.target }],
        })),
      })),
    },
  }
}
