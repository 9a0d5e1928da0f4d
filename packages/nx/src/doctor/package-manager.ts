import type { SourceTree } from '@nx-crane/cargo'
import { isObject } from '../init/edit-json'

export type ManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun'

/** How commands are written for the package manager of a repository, from its root. */
export interface PackageManager {
  readonly name: ManagerName
  /** Installs what package.json lists. */
  readonly install: string
  /** Runs a program of an installed package. */
  run(command: string): string
  /** Runs a program of a package that need not be installed. */
  fetch(command: string): string
  /** Says who asks for an installed package. */
  why(name: string): string
  /** Adds packages to the root's `devDependencies`. */
  add(...specifiers: readonly string[]): string
}

const BY_LOCK: readonly (readonly [file: string, name: ManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]

/** The one that `packageManager` in the root's package.json names, else the one whose lock is there, else npm. */
export function packageManagerOf(tree: SourceTree): PackageManager {
  const manifest = rootManifest(tree)
  const declared = /^(npm|pnpm|yarn|bun)@/.exec(String(manifest.packageManager ?? ''))?.[1]
  const files = tree.list('')
  const name =
    (declared as ManagerName | undefined) ?? BY_LOCK.find(([file]) => files?.has(file))?.[1] ?? 'npm'
  const lock = name === 'yarn' ? (tree.read('yarn.lock') ?? '') : ''
  const isClassicYarn =
    name === 'yarn' &&
    (/^yarn@1\./.test(String(manifest.packageManager ?? '')) || /^# yarn lockfile v1$/m.test(lock))
  const root = rootFlag(name, { isClassicYarn, tree, hasWorkspaces: manifest.workspaces !== undefined })
  return {
    name,
    install: `${name} install`,
    fetch: (command) => `${isClassicYarn ? 'npx' : FETCH[name]} ${command}`,
    why: (packageName) => `${WHY[name]} ${packageName}`,
    run: (command) => `${RUN[name]} ${command}`,
    add: (...specifiers) => `${ADD[name]} ${root}${specifiers.join(' ')}`,
  }
}

const RUN: Readonly<Record<ManagerName, string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
}
const WHY: Readonly<Record<ManagerName, string>> = {
  npm: 'npm ls',
  pnpm: 'pnpm why',
  yarn: 'yarn why',
  bun: 'bun why',
}
const FETCH: Readonly<Record<ManagerName, string>> = {
  npm: 'npx',
  pnpm: 'pnpm dlx',
  yarn: 'yarn dlx',
  bun: 'bunx',
}
const ADD: Readonly<Record<ManagerName, string>> = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
}

/** pnpm and the first yarn refuse to add to the root of workspaces unless they are told that it is meant. */
function rootFlag(
  name: ManagerName,
  repository: { isClassicYarn: boolean; hasWorkspaces: boolean; tree: SourceTree },
): string {
  if (name === 'pnpm' && repository.tree.list('')?.has('pnpm-workspace.yaml')) return '--workspace-root '
  return repository.isClassicYarn && repository.hasWorkspaces ? '--ignore-workspace-root-check ' : ''
}

function rootManifest(tree: SourceTree): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(tree.read('package.json') ?? '{}')
    return isObject(value) ? value : {}
  } catch {
    return {} // The graph's diagnostics say so.
  }
}
