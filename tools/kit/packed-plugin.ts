import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

const repository = resolve(__dirname, '../..')

export interface PackedPlugin {
  readonly tarball: string
  /** The tarball's contents, as npm would put them into `node_modules/nx-crane`. */
  readonly directory: string
}

/** Builds and packs the plugin the way a release does, and unpacks it once. */
export function packPlugin(scratch = mkdtempSync(join(tmpdir(), 'nx-crane-packed-'))): PackedPlugin {
  const directory = join(scratch, 'nx-crane')
  mkdirSync(directory, { recursive: true })
  const tarball = packPackage('nx', scratch)
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', directory])
  return { tarball, directory }
}

/** The tarball of one of the packages that are published, built anew; nothing is written into this repository. */
export function packPackage(name: 'nx' | 'vite', destination: string): string {
  const source = join(repository, 'packages', name)
  const staged = mkdtempSync(join(destination, `${name}-`))
  const isLeft = (path: string) =>
    ['src', 'test-kit', 'dist', 'fixtures', 'node_modules'].includes(relative(source, path))
  cpSync(source, staged, { recursive: true, filter: (path) => !isLeft(path) })
  const bundle = join(repository, `tools/bundle/bundle-${name}.ts`)
  const tsx = require.resolve('tsx/cli')
  run(process.execPath, [tsx, bundle, '--out', join(staged, 'dist')], repository)
  const packed = run('npm', ['pack', '--json', '--pack-destination', destination], staged)
  rmSync(staged, { recursive: true })
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  return join(destination, filename)
}

/** What a program prints; what it says of a failure is in the error. */
function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
