import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { NxCraneOptions } from '@nx-crane/vite'
import { configFor, keepingLogger } from '../dev-session'
import { CRATE } from '../fixture-workspace'
import type { Scenario } from '../scenario'

/** A build says how large its modules are, and fails when one is larger than it may be. */
export const sizes: Scenario = {
  name: 'sizes of modules',
  async run({ checks, workspace, vite }) {
    const good = workspace.read(CRATE)
    const dist = workspace.path('other/dist')
    /** What was printed, the error last if there was one. */
    const build = async (options: NxCraneOptions = {}): Promise<string> => {
      workspace.remove('other/dist')
      const log: string[] = []
      const config = configFor({ workspace, app: 'other', logger: keepingLogger(log), options })
      await vite.build(config).catch((error: Error) => log.push(error.message))
      return log.join('\n')
    }
    const shipped = () => {
      const assets = readdirSync(`${dist}/assets`)
      return readFileSync(`${dist}/assets/${assets.find((name) => name.endsWith('.wasm'))}`)
    }
    workspace.remove('node_modules/.vite')
    workspace.remove('other/node_modules')

    const first = await build()
    const module = shipped()
    const kilobytes = (bytes: Uint8Array) => `${(bytes.length / 1000).toFixed(2)} kB`
    const line = `@fixture/counter  ${kilobytes(module)} │ gzip: ${kilobytes(gzipSync(module))} │ brotli: ${kilobytes(brotliCompressSync(module))}`
    checks.true(
      'it ends with the sizes of what is shipped',
      `${first}\n`.split('built in')[1]?.includes(`WebAssembly\n${line}\n`) === true,
      first,
    )

    const second = await build()
    checks.true(
      'the same bytes are said to be the same',
      second.trimEnd().endsWith(`${line} │ the same as in the last build`),
      second,
    )
    workspace.edit(
      CRATE,
      /$/,
      '\n#[wasm_bindgen]\npub fn text() -> String {\n    format!("{:?}", Some(1.5f64))\n}\n',
    )
    const third = await build()
    checks.true(
      'more is said to be more',
      /gzip \+\d+\.\d\d kB \(\+\d+\.\d %\) since the last build/.test(third),
      third,
    )
    workspace.write(CRATE, good)
    const fourth = await build()
    checks.true(
      'and less to be less',
      /gzip -\d+\.\d\d kB \(-\d+\.\d %\) since the last build/.test(fourth),
      fourth,
    )

    const large = await build({ budget: { '@fixture/counter': '1 kB' } })
    checks.true(
      'a module over its budget fails the build, and nothing is written',
      /@fixture\/counter: the module has \d+\.\d\d kB with gzip, \d+\.\d\d kB more than its budget of 1\.00 kB/.test(
        large,
      ) && !existsSync(dist),
      large,
    )
    const small = await build({ budget: { '@fixture/counter': `${module.length} B raw` } })
    checks.true('one within it is built', existsSync(dist), small)

    workspace.remove('crates/counter/pkg')
    workspace.remove('other/dist')
  },
}
