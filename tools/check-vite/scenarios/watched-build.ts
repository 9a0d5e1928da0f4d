import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { configFor, keepingLogger } from '../dev-session'
import type { FixtureWorkspace } from '../fixture-workspace'
import type { Scenario } from '../scenario'

/** `vite build --watch` ships what the sources say at present. */
export const watchedBuild: Scenario = {
  name: 'vite build --watch',
  async run({ checks, workspace, vite }) {
    const log: string[] = []
    const dist = workspace.path('app/dist/assets')
    const config = configFor({ workspace, app: 'app', logger: keepingLogger(log) })
    const watcher = await vite.build({ ...config, build: { watch: {}, emptyOutDir: true } })
    if (!('on' in watcher)) throw new Error('nothing is watched')
    /** How each build went; one that fails ends as well. */
    const ends: string[] = []
    let outcome = 'built'
    watcher.on('event', (event) => {
      if (event.code === 'START') outcome = 'built'
      if (event.code === 'ERROR') outcome = event.error.message
      if (event.code === 'END') ends.push(outcome)
    })
    /** How the builds went that have ended since `from`, once one of them went so; a change may be told in two parts. */
    const ended = async (from: number, isWanted: (outcome: string) => boolean) => {
      for (let waited = 0; waited < 120_000 && !ends.slice(from).some(isWanted); waited += 20) {
        await new Promise((done) => setTimeout(done, 20))
      }
      return ends.slice(from).some(isWanted) ? 'as wanted' : [...ends.slice(from), ...log].join('\n')
    }
    const isBuilt = (outcome: string) => outcome === 'built'
    const shipped = (text: string) => {
      const files = existsSync(dist) ? readdirSync(dist).filter((name) => name.endsWith('.wasm')) : []
      return files.map((name) => readFileSync(`${dist}/${name}`).includes(text))
    }
    const base = 'crates/base/src/lib.rs'
    try {
      checks.equal('the first build is through', await ended(0, isBuilt), 'as wanted')
      const edited = async (from: string, to: string, isWanted: (outcome: string) => boolean) => {
        const before = ends.length
        workspace.edit(base, from, to)
        return ended(before, isWanted)
      }
      const ships = (text: string) => (outcome: string) => isBuilt(outcome) && shipped(text).includes(true)
      checks.equal(
        'a source two crates below is edited',
        await edited('"zero"', '"uncommon"', ships('uncommon')),
        'as wanted',
      )
      checks.equal(
        'what does not compile is told',
        await edited('"uncommon"', 'uncommon', (outcome) => outcome.includes('could not be built')),
        'as wanted',
      )
      checks.equal('and mended', await edited('uncommon', '"mended"', ships('mended')), 'as wanted')
    } finally {
      await watcher.close()
      workspace.write(base, 'pub fn word() -> &\'static str {\n    "zero"\n}\n')
      await removeForGood(workspace, 'crates/counter/pkg')
      workspace.remove('app/dist')
    }
  },
}

/** A change may be told in two parts: a second build of it, which the end of the first does not end, may still write. */
async function removeForGood(workspace: FixtureWorkspace, path: string): Promise<void> {
  for (let quiet = 0; quiet < 6000; quiet += 100) {
    if (existsSync(workspace.path(path))) {
      workspace.remove(path)
      quiet = 0
    }
    await new Promise((done) => setTimeout(done, 100))
  }
}
