import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { runProgram } from './run-program'

const repository = resolve(__dirname, '../..')

export interface PackedPlugin {
  readonly tarball: string
  /** The tarball's contents, as npm would put them into `node_modules/nx-crane`. */
  readonly directory: string
}

/** Builds and packs the plugin the way a release does, and unpacks it once. */
export async function packPlugin(): Promise<PackedPlugin> {
  const scratch = mkdtempSync(join(tmpdir(), 'nx-crane-e2e-packed-'))
  const directory = join(scratch, 'nx-crane')
  mkdirSync(directory)
  const tarball = await packPackage('nx', scratch)
  await runProgram('tar', ['-xzf', tarball, '--strip-components=1', '-C', directory], { cwd: scratch })
  return { tarball, directory }
}

/** The tarball of one of the packages that are published, built anew; nothing is written into this repository. */
export async function packPackage(name: 'nx' | 'vite', destination: string): Promise<string> {
  const source = join(repository, 'packages', name)
  const staged = mkdtempSync(join(destination, `${name}-`))
  const isLeft = (path: string) =>
    ['src', 'test-kit', 'dist', 'fixtures', 'node_modules'].includes(relative(source, path))
  cpSync(source, staged, { recursive: true, filter: (path) => !isLeft(path) })
  const bundle = join(repository, `tools/bundle/bundle-${name}.ts`)
  const tsx = require.resolve('tsx/cli')
  await runProgram(process.execPath, [tsx, bundle, '--out', join(staged, 'dist')], { cwd: repository })
  const packed = await runProgram('npm', ['pack', '--json', '--pack-destination', destination], {
    cwd: staged,
  })
  rmSync(staged, { recursive: true })
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
  return join(destination, filename)
}
