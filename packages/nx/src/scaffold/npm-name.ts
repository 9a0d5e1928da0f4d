import { NxCraneError } from '../nx-crane-error'
import type { Draft } from './draft'
import { mostCommon } from './most-common'
import type { Repository } from './repository'

/** The name of the npm package that a new crate becomes: `asked`, or the crate's own in the scope of the repository. */
export function newNpmName(
  asked: unknown,
  { crate, draft, repository }: { crate: string; draft: Draft; repository: Repository },
): string {
  const scope = scopeOf(repository)
  const name = asked ?? (scope === null ? crate.toLowerCase() : `${scope}/${crate.toLowerCase()}`)
  return checkNpmName(name, { draft, repository })
}

/** @throws NxCraneError `INVALID_PACKAGE_NAME` for what npm would refuse, and for a name that is taken here. */
export function checkNpmName(
  name: unknown,
  { draft, repository }: { draft: Draft; repository: Repository },
): string {
  if (typeof name !== 'string' || name.length > 214 || !NPM_NAME.test(name) || name === 'node_modules') {
    throw refused(
      `${JSON.stringify(name)} is not a name that npm allows`,
      'write one of lower-case letters, digits, "-", "_" and ".", with or without a scope: @acme/hello',
    )
  }
  const namesake = repository.packages.find((other) => other.isNamed && other.name === name)
  if (namesake)
    throw refused(`there is a package "${name}" already: ${namesake.manifest}`, 'choose another name')
  if (draft.read(`node_modules/${name}/package.json`) !== undefined) {
    throw refused(`a package "${name}" is installed from elsewhere`, 'choose another name')
  }
  return name
}

const NPM_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/

/** That of the root, else that of most packages, else one after the root's name; null where there is nothing to go by. */
function scopeOf({ packages }: Repository): string | null {
  const root = packages.find(({ dir, isNamed }) => dir === '' && isNamed)
  const scopes = packages
    .filter(({ isNamed }) => isNamed)
    .flatMap(({ name }) => /^(@[^/]+)\//.exec(name)?.[1] ?? [])
  const own = root && /^(@[^/]+)\//.exec(root.name)?.[1]
  if (own !== undefined) return own
  const most = mostCommon(scopes)
  if (most !== undefined) return most
  return root && NPM_NAME.test(root.name) ? `@${root.name}` : null
}

function refused(message: string, hint: string): NxCraneError {
  return new NxCraneError('INVALID_PACKAGE_NAME', { message, hint })
}
