import { buildCrateGraph } from '@nx-crane/graph'
import { describe, expect, test } from 'vitest'
import { planCrates } from './generate/crate-plan'
import { DEFAULT_OPTIONS } from './generate/options'
import { generateMonorepo } from './generate-monorepo'

describe('a generated monorepo', () => {
  test('is the same for the same seed and another for another seed', () => {
    const texts = (seed: number) => JSON.stringify([...generateMonorepo({ ...DEFAULT_OPTIONS, seed })])
    expect(texts(4)).toBe(texts(4))
    expect(texts(4)).not.toBe(texts(5))
  })

  test.each(['mixed', 'split'] as const)(
    'has, in the layout "%s", the crates and edges that were planned',
    (layout) => {
      const options = { ...DEFAULT_OPTIONS, crates: 60, packages: 3, layout }
      const files = generateMonorepo(options)
      const plan = planCrates(options)
      const manifests = [...files.keys()].filter((path) => path.endsWith('Cargo.toml'))
      const graph = buildCrateGraph(treeOf(files), manifests)

      expect(graph.diagnostics).toEqual([])
      expect(graph.crates.map(({ name }) => name).sort()).toEqual(plan.map(({ name }) => name).sort())
      for (const crate of plan) {
        const local = crate.dependencies.filter(({ from }) => from === 'local').map(({ name }) => name)
        const found = graph
          .crate(`${crate.dir}/Cargo.toml`)
          ?.dependencies.filter((dependency) => dependency.crate !== null)
        expect(found?.map(({ name }) => name).sort()).toEqual(local.sort())
      }
    },
  )

  test('holds every variant of a dependency', () => {
    const dependencies = planCrates({ ...DEFAULT_OPTIONS, crates: 300 }).flatMap(
      (crate) => crate.dependencies,
    )
    const has = (variant: (dependency: (typeof dependencies)[number]) => unknown) =>
      dependencies.some(variant)
    expect(has(({ rename }) => rename)).toBe(true)
    expect(has(({ target }) => target === 'cfg(windows)')).toBe(true)
    expect(has(({ optional }) => optional)).toBe(true)
    expect(has(({ kind }) => kind === 'build')).toBe(true)
    expect(has(({ kind }) => kind === 'dev')).toBe(true)
    expect(has(({ from }) => from === 'registry')).toBe(true)
  })
})

function treeOf(files: ReadonlyMap<string, string>) {
  const directories = new Map<string, Map<string, 'file' | 'directory'>>([['', new Map()]])
  for (const path of files.keys()) {
    const parts = path.split('/')
    parts.forEach((name, index) => {
      const dir = parts.slice(0, index).join('/')
      const kind = index === parts.length - 1 ? 'file' : 'directory'
      directories.get(dir)?.set(name, kind)
      const below = parts.slice(0, index + 1).join('/')
      if (kind === 'directory' && !directories.has(below)) directories.set(below, new Map())
    })
  }
  return { read: (path: string) => files.get(path), list: (path: string) => directories.get(path) }
}
