import { parseArgs } from 'node:util'
import { rerunTable } from './rerun-table'
import { ScratchHistory } from './scratch-history'
import { type TaskKeys, TaskKeysReader } from './task-keys'

const USAGE = `usage: history <repository> [commits] [--declared <directory>]
  <repository>  was built by nx-crane at its last commit, which observed what tasks read
  [commits]     so many are replayed, by default 100
  --declared    a directory with the manifests of the repository: what they declare is read is declared in each commit`

/** Prints how many tasks each commit of a repository would run again, beside the least that can be by what they were seen to read. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { declared: { type: 'string' } },
  })
  const [repository, count = '100'] = positionals
  if (repository === undefined || !/^[1-9]\d{0,4}$/.test(count)) {
    console.error(USAGE)
    process.exit(2)
  }
  using history = ScratchHistory.of(repository)
  const reader = new TaskKeysReader(history.root, repository)
  const commits = history.commits(Number(count) + 1)
  // The newest first: there the observed reads are at home.
  const keys = commits.map((commit): TaskKeys => {
    history.checkOut(commit)
    const least = reader.least()
    if (values.declared !== undefined) history.declare(values.declared)
    return { least, wouldBe: reader.keys() }
  })
  console.log(rerunTable(keys))
}

main()
