import { execFileSync } from 'node:child_process'
import { writeText } from './random-member'

/** Packages of one git repository, with the features that can be asked for. */
export const GIT_PACKAGES = [
  { name: 'git-net', features: ['tls', 'base'] },
  { name: 'git-base', features: ['seed'] },
] as const

/** The line of `[patch.crates-io]` that puts a package of the repository beneath those of the registry. */
export function patchFromGit(url: string): string {
  return `ext-seed = { git = ${JSON.stringify(url)}, branch = "next/1" }`
}

/** Writes a repository that has one workspace with all of them, and on a branch a package that the registry has too; gives its address. */
export function writeGitPackages(directory: string): string {
  writeText(directory, 'Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["net", "base", "seed"]\n')
  const own = (name: string, more: string) => {
    const dir = name.replace(/^\w+-/, '')
    writeText(
      directory,
      `${dir}/Cargo.toml`,
      `[package]\nname = "${name}"\nversion = "1.0.7"\nedition = "2021"\n${more}`,
    )
    writeText(directory, `${dir}/src/lib.rs`, '')
  }
  own(
    'git-net',
    '[features]\ntls = ["dep:ext-tls"]\nbase = ["git-base?/seed"]\n[dependencies]\next-tls = { version = "1", optional = true }\ngit-base = { path = "../base", optional = true }\next-random = "1"\n',
  )
  own(
    'git-base',
    '[features]\nseed = ["dep:ext-seed"]\n[dependencies]\next-seed = { version = "1", optional = true }\n[dev-dependencies]\ngit-net = { path = "../net" }\n',
  )
  own('ext-seed', '')
  const git = (...args: readonly string[]) =>
    execFileSync(
      'git',
      ['-C', directory, '-c', 'user.name=check', '-c', 'user.email=check@example.invalid', ...args],
      {
        stdio: 'ignore',
        env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      },
    )
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'packages')
  git('branch', 'next/1')
  return `file://${directory}`
}
