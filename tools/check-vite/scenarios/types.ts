import { existsSync, statSync } from 'node:fs'
import { configFor, DevSession, keepingLogger } from '../dev-session'
import { CRATE } from '../fixture-workspace'
import type { Scenario } from '../scenario'

const TYPES = 'crates/counter/pkg/bundler/counter.d.ts'
const MODULE = 'crates/counter/pkg/bundler/counter_bg.wasm'

/** What editors read follows the sources, and whoever builds the package is not in its way. */
export const types: Scenario = {
  name: 'types for editors',
  once: true,
  async run({ checks, workspace, ...context }) {
    const good = workspace.read(CRATE)
    workspace.remove('crates/counter/pkg')
    {
      await using session = await DevSession.start({ ...context, workspace, app: 'app' })
      await session.open()
      await session.shows('revision', 0, 300)
      checks.equal(
        'on a fresh clone there are types, and no module that nobody built',
        [
          /export function revision\(\): number/.test(workspace.read(TYPES)),
          existsSync(workspace.path(MODULE)),
        ],
        [true, false],
      )
      workspace.edit(CRATE, /$/, '\n#[wasm_bindgen]\npub fn doubled(value: u32) -> u32 {\n    value * 2\n}\n')
      await session.value(
        'new Promise((done) => { const wait = () => replacements === 1 ? done() : setTimeout(wait, 5); wait() })',
      )
      checks.true(
        'a new function is declared when the page has it',
        /export function doubled\(value: number\): number/.test(workspace.read(TYPES)),
        workspace.read(TYPES),
      )
    }
    const build = () =>
      context.vite.build({
        ...configFor({ workspace, app: 'app', logger: keepingLogger([]) }),
        logLevel: 'silent',
      })
    await build()
    checks.true('a build puts the package around them', existsSync(workspace.path(MODULE)))

    const before = times(workspace.path(TYPES), workspace.path(MODULE))
    await using session = await DevSession.start({ ...context, workspace, app: 'app' })
    await session.open()
    await session.shows('revision', 0)
    workspace.setRevision(1)
    await session.shows('revision', 1)
    checks.equal(
      'signatures that stay leave all of it alone',
      times(workspace.path(TYPES), workspace.path(MODULE)),
      before,
    )
    workspace.write(CRATE, good)
    await session.shows('revision', 0)
    checks.equal(
      'those that go are taken out, and the module is what was built',
      [/doubled/.test(workspace.read(TYPES)), times(workspace.path(MODULE))],
      [false, before.slice(1)],
    )
    workspace.remove('crates/counter/pkg')
  },
}

function times(...files: string[]): number[] {
  return files.map((file) => statSync(file).mtimeMs)
}
