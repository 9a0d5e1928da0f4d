import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { type ProgramInput, printUsage } from './self-measured'

/** The least that any tool does which knows a repository: reads and parses every manifest. */
function main(): void {
  const { root, manifests } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ProgramInput
  printUsage(() => {
    for (const manifest of manifests) {
      const text = readFileSync(join(root, manifest), 'utf8')
      if (manifest.endsWith('.toml')) parse(text)
      else JSON.parse(text)
    }
  })
}

void main()
