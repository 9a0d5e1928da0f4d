import type { HostileWorld } from './hostile-repository'

/** Patterns that take for ever where stars are tried one after the other, and a name that almost matches. */
const NAME = 'a'.repeat(120)
const PATTERNS = [
  `${'a*'.repeat(30)}b`, `${'*a'.repeat(25)}b`, `${'**/'.repeat(20)}b`, `${'*/**/'.repeat(12)}b`, `${'{a,b}'.repeat(16)}c`, `${'{a,{a,'.repeat(12)}b${'}}'.repeat(12)}`,
  `${'?*'.repeat(20)}b`, `${'[a-z]*'.repeat(20)}!`, `${'(a+)+'.repeat(8)}$`, `${'!'.repeat(40)}a`, `${'a{1..999999}'}`, `${'+(a|aa)'.repeat(12)}b`, `{${'a*,'.repeat(2000)}b}`,
] as const // biome-ignore format: a table

const SLOTS: readonly { readonly file: string; text(pattern: string): string }[] = [
  { file: '.gitignore', text: (pattern) => `node_modules\n${pattern}\ndata/${pattern}\n` },
  { file: '.nxignore', text: (pattern) => `${pattern}\n` },
  { file: 'crates/base/.gitignore', text: (pattern) => `${pattern}\n` },
  { file: 'Cargo.toml', text: (pattern) => `[workspace]\nmembers = ["crates/*", "data/${pattern}"]\nexclude = ["${pattern}"]\n` },
  { file: 'package.json', text: (pattern) => JSON.stringify({ name: 'r', workspaces: ['packages/*', `data/${pattern}`] }) },
  { file: 'pnpm-workspace.yaml', text: (pattern) => `packages:\n  - 'packages/*'\n  - 'data/${pattern}'\n` },
  { file: 'crates/base/Cargo.toml', text: (pattern) => `[package]\nname = "base"\nversion = "0.1.0"\nedition = "2021"\ninclude = ["data/${pattern}", "src/**"]\nexclude = ["${pattern}"]\n` },
  { file: 'nx.json', text: (pattern) => JSON.stringify({ plugins: [{ plugin: 'nx-crane', options: { exclude: [pattern] }, include: [`**/${pattern}`] }], namedInputs: { production: [`!{projectRoot}/${pattern}`] } }) },
  { file: 'packages/ui/tsconfig.json', text: (pattern) => JSON.stringify({ include: ['src', pattern], exclude: [`data/${pattern}`] }) },
  { file: 'turbo.json', text: (pattern) => JSON.stringify({ globalDependencies: [pattern], tasks: { build: { inputs: [pattern], outputs: [pattern] } } }) },
] // biome-ignore format: a table

export function hostileGlobs({ random, files }: HostileWorld): string[] {
  for (const directory of ['data', 'crates/base/data', 'packages/ui/data']) {
    files.set(`${directory}/${NAME}`, 'x')
    files.set(`${directory}/a/a/a/a/a/a/a/a/a/a/a/a/a/a/${NAME}`, 'x')
  }
  return Array.from({ length: random.between(1, 2) }, () => {
    const slot = random.pick(SLOTS)
    const pattern = random.pick(PATTERNS)
    if (slot === undefined || pattern === undefined) return ''
    files.set(slot.file, slot.text(pattern))
    return `${slot.file}: ${pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern}`
  })
}
