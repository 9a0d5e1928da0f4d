import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { configFor, keepingLogger } from '../dev-session'
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
    const end = async (count: number) => {
      for (let waited = 0; waited < 120_000 && ends.length < count; waited += 20) {
        await new Promise((done) => setTimeout(done, 20))
      }
      await new Promise((done) => setTimeout(done, 100))
      return ends.length >= count ? ends[count - 1] : log.join('\n')
    }
    const shipped = (text: string) => {
      const files = existsSync(dist) ? readdirSync(dist).filter((name) => name.endsWith('.wasm')) : []
      return files.map((name) => readFileSync(`${dist}/${name}`).includes(text))
    }
    const base = 'crates/base/src/lib.rs'
    try {
      checks.equal('the first build is through', await end(1), 'built')
      workspace.edit(base, '"zero"', '"uncommon"')
      checks.equal(
        'a source two crates below is edited',
        [await end(2), shipped('uncommon')],
        ['built', [true]],
      )
      workspace.edit(base, '"uncommon"', 'uncommon')
      const told = (await end(3)) ?? ''
      checks.true('what does not compile is told', told.includes('could not be built'), told)
      workspace.edit(base, 'uncommon', '"mended"')
      checks.equal('and mended', [await end(4), shipped('mended')], ['built', [true]])
    } finally {
      await watcher.close()
      workspace.write(base, 'pub fn word() -> &\'static str {\n    "zero"\n}\n')
      workspace.remove('crates/counter/pkg')
      workspace.remove('app/dist')
    }
  },
}
