import { OCCASIONAL } from './bad-occasional'
import { STANDING } from './bad-repository'
import { tryFile } from './bad-trial'

// Every file that is read of a repository, in every bad form: `npx tsx tools/faults/bad-main.ts [--seed N] [--most N] [FILE…]`.

const args = process.argv.slice(2)
const option = (name: string, fallback: number) => {
  const at = args.indexOf(`--${name}`)
  return at === -1 ? fallback : Number(args.splice(at, 2)[1])
}

async function main(): Promise<number> {
  const seed = option('seed', Date.now() % 1_000_000)
  const most = option('most', Number.POSITIVE_INFINITY)
  const tried = [...STANDING, ...OCCASIONAL].filter(
    ({ path }) => args.length === 0 || args.some((name) => path.endsWith(name)),
  )
  let count = 0
  let found = 0
  for (const file of tried) {
    const start = performance.now()
    const { trials, findings } = await tryFile(file, { seed, most })
    count += trials
    found += findings.length
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${file.path}: ${trials} bad forms, ${findings.length} findings, ${seconds} s (seed ${seed})`)
    const kinds = new Map<string, number>()
    for (const { step, fault, what } of findings) {
      const kind = `${step}: ${fault.split('\n').slice(0, 3).join(' | ').slice(0, 260)}`
      const place = kind.replace(/\d+/g, 'N').slice(0, 110)
      const times = (kinds.get(place) ?? 0) + 1
      kinds.set(place, times)
      if (times === 1) console.log(`  ${what.slice(0, 100)}\n    ${kind}`)
    }
    for (const [kind, times] of kinds) if (times > 1) console.log(`  ${times} times: ${kind}`)
  }
  console.log(`${tried.length} files, ${count} bad forms, ${found} findings (seed ${seed})`)
  return found === 0 && count > 0 ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
