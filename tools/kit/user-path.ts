import { delimiter } from 'node:path'

/** PATH as a person has it: `npx` and `npm run` have put the programs of this repository's packages before all others. */
export function userPath(): string {
  const directories = (process.env.PATH ?? '').split(delimiter)
  return directories.filter((directory) => !directory.includes('node_modules')).join(delimiter)
}
