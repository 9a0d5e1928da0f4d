import { Commented } from './print-yaml'

interface PinnedAction {
  readonly version: string
  /** The commit that the tag of this version names. A tag can be moved, a commit can't. */
  readonly commit: string
}

/** The actions that a workflow uses: the newest release of each that was known when this list was made (November 2026). */
export const PINNED_ACTIONS = {
  'actions/checkout': { version: 'v7.0.1', commit: '3d3c42e5aac5ba805825da76410c181273ba90b1' },
  'actions/setup-node': { version: 'v7.0.0', commit: '820762786026740c76f36085b0efc47a31fe5020' },
  'actions/cache/restore': { version: 'v5.0.5', commit: '27d5ce7f107fe9357f9df03efb73ab90386fccae' },
  'actions/cache/save': { version: 'v5.0.5', commit: '27d5ce7f107fe9357f9df03efb73ab90386fccae' },
  'cachix/install-nix-action': { version: 'v31.11.0', commit: '630ae543ea3a38a9a4166f03376c02c50f408342' },
  'nix-community/cache-nix-action': {
    version: 'v7.0.2',
    commit: '7df957e333c1e5da7721f60227dbba6d06080569',
  },
  'oven-sh/setup-bun': { version: 'v2.2.0', commit: '0c5077e51419868618aeaa5fe8019c62421857d6' },
} as const satisfies Readonly<Record<string, PinnedAction>>

/** What stands behind `uses:`. */
export function uses(action: keyof typeof PINNED_ACTIONS): Commented {
  const { version, commit } = PINNED_ACTIONS[action]
  return new Commented(`${action}@${commit}`, version)
}
