import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { changelogSection } from './changelog-section'
import { type ReleasedManifest, releaseFaults } from './release-faults'

/** Checks that what is tagged can be released, and writes what the changelog says of it: `--tag v1.2.3 [--notes FILE]`. */
const { values } = parseArgs({ options: { tag: { type: 'string' }, notes: { type: 'string' } } })
const root = resolve(__dirname, '../..')
const tag = values.tag ?? ''
const manifests = ['nx', 'vite'].map(
  (name) =>
    JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as ReleasedManifest,
)
const faults = releaseFaults({ tag, manifests })
const notes = changelogSection(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), tag.slice(1))
if (notes === null) faults.push(`CHANGELOG.md has no section "## ${tag.slice(1)}", or nothing is in it`)
for (const fault of faults) console.error(`release: ${fault}`)
if (faults.length > 0) process.exitCode = 1
else if (values.notes !== undefined) writeFileSync(values.notes, notes ?? '')
