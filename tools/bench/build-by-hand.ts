import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import type { Command } from './measured-command'

/**
 * What one types to build the example without Nx, in the order it has to be done in.
 * @throws with the reason for people when wasm-pack is not there
 */
export function commandsByHand(root: string): Command[] {
  const toolchain = wasmToolchain()
  const node = (tool: string, args: readonly string[], cwd = root): Command => ({
    program: process.execPath,
    args: [join(root, 'node_modules', tool), ...args],
    cwd,
    env: process.env,
  })
  return [
    { program: 'cargo', args: ['build', '--workspace', '--locked'], cwd: root, env: process.env },
    {
      program: 'wasm-pack',
      args: [
        'build',
        'apps/atlas-wasm',
        '--mode',
        'no-install',
        '--out-dir',
        'pkg/bundler',
        '--',
        '--locked',
      ],
      cwd: root,
      env: toolchain,
    },
    node('typescript/bin/tsc', ['-b', ...librariesOf(root)]),
    {
      ...node('vite/bin/vite.js', ['build'], join(root, 'apps', 'web')),
      // As within Nx: the package was built just before.
      env: { ...process.env, NX_TASK_TARGET_PROJECT: '@atlas/web' },
    },
  ]
}

function librariesOf(root: string): string[] {
  return readdirSync(join(root, 'apps'))
    .map((name) => join('apps', name, 'tsconfig.lib.json'))
    .filter((file) => existsSync(join(root, file)))
    .sort()
}

/** The environment in which `wasm-pack` finds a rustc with the wasm target, as set-up leaves it. */
function wasmToolchain(): NodeJS.ProcessEnv {
  const own = join(cacheDirectory(), 'wasm-toolchain', 'bin')
  const path = process.env.PATH ?? ''
  const directories = [own, ...path.split(delimiter)]
  if (!directories.some((directory) => existsSync(join(directory, 'wasm-pack'))))
    throw new Error('there is no wasm-pack; "npm run setup" installs one where the system has none')
  return { ...process.env, PATH: existsSync(join(own, 'wasm-pack')) ? [own, path].join(delimiter) : path }
}
