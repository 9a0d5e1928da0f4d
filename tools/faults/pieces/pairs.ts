import { Random } from '../../kit/random'
import { RUNS, type RunName } from '../built-workspace'
import type { Piece } from '../piece'
import { strayTraces } from '../spoken'

export const pairs: Piece = {
  name: 'pairs',
  title: 'two runs of Nx at once in one checkout',
  builds: true,
  async run(checks, { built, count, options }) {
    const place = await built()
    const { workspace } = place
    for (let index = 0; index < count({ short: 3, long: 50 }); index++) {
      const random = new Random(options.seed * 1000 + index)
      const names: RunName[] = [random.pick(place.runs) ?? 'native', random.pick(place.runs) ?? 'native']
      // Two builds from nothing failed in two of six pairs when each deleted the other's temporary files.
      if (index === 0) names.splice(0, 2, 'native', 'native')
      const isCompiled = index > 0 && random.chance(0.5)
      workspace.forget()
      if (!isCompiled) await workspace.forgetCrates()
      const later = index === 0 ? 0 : random.between(0, 600)
      const [first, second] = await Promise.all(
        names.map(async (name, position) => {
          await new Promise((done) => setTimeout(done, position * later))
          return await workspace.nx(['run-many', '--outputStyle=static', ...RUNS[name].args])
        }),
      )
      const ends = [first, second].map((run) => (run?.hung ? 'hangs' : run?.code))
      const faults = [
        ...(ends.every((code) => code === 0) ? [] : [`they end with ${ends.join(' and ')}`]),
        ...[first, second].flatMap((run) => strayTraces(run?.output ?? '')),
        ...(await place.faultsAfter(names)),
      ]
      const title = `${names.join(' and ')}, ${isCompiled ? 'compiled before' : 'from nothing'}, ${later} ms apart`
      if (options.verbose)
        console.log(`  ${title}: ${faults.length === 0 ? 'ok' : faults.join(' | ').slice(0, 300)}`)
      checks.true(
        title,
        faults.length === 0,
        `${faults.join('\n')}\n${ends.every((code) => code === 0) ? '' : `${tail(first?.output)}\n----\n${tail(second?.output)}`}`,
      )
    }
  },
}

function tail(output = ''): string {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-25)
    .join('\n')
}
