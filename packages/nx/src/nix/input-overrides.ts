import { isAbsolute } from 'node:path'
import { NxCraneError } from '../nx-crane-error'

const VARIABLE = 'NX_CRANE_INPUT_OVERRIDES'

/** Directories that take the place of the flake's inputs, as the environment has them: for people who work on an input. */
export function inputOverridesIn(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const text = env[VARIABLE]
  if (text === undefined || text === '') return {}
  const parsed = parse(text)
  const isSound =
    typeof parsed === 'object' &&
    parsed !== null &&
    !Array.isArray(parsed) &&
    Object.values(parsed).every((directory) => typeof directory === 'string' && isAbsolute(directory))
  if (isSound) return parsed as Record<string, string>
  throw new NxCraneError('INVALID_INPUT_OVERRIDES', {
    message: `${VARIABLE} is ${JSON.stringify(text)}`,
    hint: 'write JSON with absolute directories by the names of inputs, such as {"nixpkgs":"/home/me/nixpkgs"}',
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
