import type { DiscoveredSource } from './discovered-source'
import type { TargetContext } from './target-context'

/** A kind of target that a manifest lists and Cargo also finds by itself. */
export interface TargetSection {
  readonly kind: 'bin' | 'example' | 'test' | 'bench'
  readonly switch: string
  readonly test: boolean
  readonly doc: boolean
  discover(context: TargetContext): DiscoveredSource[]
  /** Where edition 2015 looked when a listed target had no path. */
  legacy(context: TargetContext, name: string, hasLibrary: boolean): string | undefined
}

/** In Cargo's order. */
export const TARGET_SECTIONS: readonly TargetSection[] = [
  {
    kind: 'bin',
    switch: 'autobins',
    test: true,
    doc: true,
    discover: ({ sources, name }) => sources.binaries(name),
    legacy: ({ sources }, name, hasLibrary) => {
      const candidates = [...(hasLibrary ? [] : [`src/${name}.rs`]), 'src/main.rs', 'src/bin/main.rs']
      return candidates.find((path) => sources.has(path))
    },
  },
  {
    kind: 'example',
    switch: 'autoexamples',
    test: false,
    doc: false,
    discover: ({ sources }) => sources.inDirectory('examples'),
    legacy: () => undefined,
  },
  {
    kind: 'test',
    switch: 'autotests',
    test: true,
    doc: false,
    discover: ({ sources }) => sources.inDirectory('tests'),
    legacy: () => undefined,
  },
  {
    kind: 'bench',
    switch: 'autobenches',
    test: false,
    doc: false,
    discover: ({ sources }) => sources.inDirectory('benches'),
    legacy: ({ sources }, name) =>
      name === 'bench' && sources.has('src/bench.rs') ? 'src/bench.rs' : undefined,
  },
]
