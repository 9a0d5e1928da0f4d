import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFaults } from './boundary'
import { readPackages } from './read-packages'

// Fails when a package imports what its manifest does not declare, or when a file that is not an edge knows a disk or a
// process exists.

const root = join(__dirname, '..', '..')
const packages = readPackages(root)
const files = packages.flatMap(({ files }) => files)
const faults = packages.flatMap(({ manifest, files }) =>
  files.flatMap((file) => findFaults({ file, text: readFileSync(join(root, file), 'utf8'), manifest })),
)
for (const { file, line, message } of faults) console.error(`${file}:${line}: ${message}`)
console.log(`${packages.length} packages, ${files.length} files: ${faults.length} faults`)
process.exit(faults.length === 0 && files.length > 0 ? 0 : 1)
