import { describe, expect, test } from 'vitest'
import { type PackagePatterns, PackageRules } from './package-rules'

const FILES = ['Cargo.toml', 'build.rs', 'src/lib.rs', 'docs/a.md', 'docs/deep/b.txt', 'gen/x.txt']

// each row: what `cargo package --list` (1.95) prints of these files, without Cargo.lock and Cargo.toml.orig
describe('the files that Cargo counts to a package', () => {
  test.each<[Partial<PackagePatterns>, string[]]>([
    [{}, FILES],
    [{ exclude: ['docs/**'] }, ['Cargo.toml', 'build.rs', 'src/lib.rs', 'gen/x.txt']],
    [{ exclude: ['docs'] }, ['Cargo.toml', 'build.rs', 'src/lib.rs', 'gen/x.txt']],
    [
      { exclude: ['/deep', 'x.txt'] },
      ['Cargo.toml', 'build.rs', 'src/lib.rs', 'docs/a.md', 'docs/deep/b.txt'],
    ],
    [{ exclude: ['*.md', 'Cargo.toml'] }, FILES.filter((file) => file !== 'docs/a.md')],
    [{ include: ['src/**', 'build.rs'] }, ['Cargo.toml', 'build.rs', 'src/lib.rs']],
    [{ include: ['src', 'docs', '!docs/deep'] }, ['Cargo.toml', 'src/lib.rs', 'docs/a.md']],
    [{ include: ['*.txt'], exclude: ['gen'] }, ['Cargo.toml', 'docs/deep/b.txt', 'gen/x.txt']],
  ])('%j', (patterns, files) => {
    const rules = new PackageRules({ include: [], exclude: [], ...patterns })
    expect(FILES.filter((file) => rules.counts(file, false))).toEqual(files)
  })
})
