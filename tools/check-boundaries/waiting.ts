import type { Waiting } from './reach'

/** What is tested and in no bundle yet. Whoever comes here to add a line says which issue takes it out again. */
export const WAITING: readonly Waiting[] = [
  {
    reason: '`nx-crane prune` is to write the part of a Cargo workspace that one crate needs',
    modules: [
      'packages/graph/src/prune/',
      'packages/graph/src/lock/feature-activation.ts',
      'packages/graph/src/lock/indexed-package.ts',
      'packages/graph/src/lock/print-lock.ts',
      'packages/graph/src/lock/prune-lock.ts',
      'packages/graph/src/lock/published-manifest.ts',
      'packages/graph/src/lock/read-locked-manifests.ts',
    ],
  },
  {
    reason: 'keys of the Nix builder are to be computed without the evaluator',
    modules: [
      'packages/nix/src/derivation/',
      'packages/nix/src/nar/nar-block.ts',
      'packages/nix/src/nar/nar-chunks.ts',
      'packages/nix/src/nar/nar-hash.ts',
      'packages/nix/src/nar/nar-tree.ts',
    ],
  },
]
