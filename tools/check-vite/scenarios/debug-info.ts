import { readFileSync } from 'node:fs'
import { configFor, keepingLogger } from '../dev-session'
import type { Scenario } from '../scenario'

/** What a shipped module knows of its sources is asked for. */
export const debugInfo: Scenario = {
  name: 'debug information',
  once: true,
  async run({ checks, workspace, vite }) {
    const sectionsWith = async (debug?: 'names' | 'dwarf') => {
      const config = configFor({
        workspace,
        app: 'app',
        logger: keepingLogger([]),
        options: debug ? { debug } : {},
      })
      await vite.build({ ...config, build: { emptyOutDir: true } })
      const module = readFileSync(workspace.path('crates/counter/pkg/bundler/counter_bg.wasm'))
      // A custom section begins with its name, and that with its length.
      return ['\u0004name', '\u000b.debug_line'].map((name) => module.includes(name))
    }
    checks.equal('a release has no names', await sectionsWith(), [false, false])
    checks.equal('unless it is asked for', await sectionsWith('names'), [true, false])
    checks.equal('nor what a debugger reads', await sectionsWith('dwarf'), [true, true])
    workspace.remove('crates/counter/pkg')
    workspace.remove('app/dist')
  },
}
