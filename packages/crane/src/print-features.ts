import { type CompiledPackage, compiledPackages, platformOf, type ResolvedWorkspace } from '@nx-crane/graph'
import { attrs, type Expression, list, printExpression, str } from '@nx-crane/nix'

/** What cargo says of each Cargo workspace, by its directory. */
export type ResolvedWorkspaces = ReadonlyMap<string, ResolvedWorkspace>

/** The systems of Nix that features are worked out for. */
const SYSTEMS = {
  'aarch64-darwin': platformOf('aarch64-apple-darwin'),
  'aarch64-linux': platformOf('aarch64-unknown-linux-gnu'),
  'x86_64-darwin': platformOf('x86_64-apple-darwin'),
  'x86_64-linux': platformOf('x86_64-unknown-linux-gnu'),
}

const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index'

/**
 * The text of `features.nix`: for each Cargo workspace the packages that `cargo build --workspace` compiles, with their
 * features. What is the same on several systems is said once.
 */
export function printFeatures(workspaces: ResolvedWorkspaces): string {
  const data = attrs(
    [...workspaces]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dir, workspace]) => [dir, list(groupsOf(workspace))] as const),
  )
  return `# Written by \`nx-crane flake\`: what Cargo compiles when it builds all crates of a workspace.\n${printExpression(data)}\n`
}

/** Whether a text that {@link printFeatures} has made tells of the workspace in a directory. */
export function tellsFeatures(text: string, dir: string): boolean {
  const [line = ''] = /^ .*\[/m.exec(printExpression(attrs({ [dir]: list([]) }))) ?? []
  return text.includes(`\n${line}`)
}

function groupsOf(workspace: ResolvedWorkspace): Expression[] {
  const systemsOf = new Map<string, string[]>()
  for (const [system, platform] of Object.entries(SYSTEMS)) {
    for (const each of unambiguous(compiledPackages(workspace, platform))) {
      const line = JSON.stringify([`${each.name} ${each.version}`, each.host, each.target])
      systemsOf.set(line, [...(systemsOf.get(line) ?? []), system])
    }
  }
  const groups = new Map<string, string[]>()
  for (const [line, systems] of systemsOf) {
    const key = systems.join(' ')
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([systems, lines]) =>
      attrs({ systems: list(systems.split(' ').map(str)), packages: attrs(lines.sort().map(entry)) }),
    )
}

/** A package is named by name and version; of two that differ in their source only, none is. */
function unambiguous(packages: readonly CompiledPackage[]): CompiledPackage[] {
  const counts = new Map<string, number>()
  const keyOf = ({ name, version }: CompiledPackage) => `${name} ${version}`
  for (const each of packages) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1)
  return packages.filter(
    (each) => counts.get(keyOf(each)) === 1 && (each.source === null || each.source === CRATES_IO),
  )
}

function entry(line: string): readonly [string, Expression] {
  const [name, host, target] = JSON.parse(line) as [string, string[] | null, string[] | null]
  return [
    name,
    attrs({
      ...(host === null ? {} : { host: list(host.map(str)) }),
      ...(target === null ? {} : { target: list(target.map(str)) }),
    }),
  ]
}
