import { isObject } from '../init/edit-json'

/** Files that are in the key of every crate. */
const IN_THE_KEY =
  /^\{workspaceRoot\}\/(.*\/)?(Cargo\.(toml|lock)|rust-toolchain(\.toml)?|\.cargo\/.*|(\.?rustfmt|\.?clippy)\.toml)$/

/**
 * Of the inputs of an old target those that a crate's key does not hold: variables, commands, files elsewhere in the
 * repository. What the project and the crates it needs consist of is in the key.
 */
export function extraInputs(
  inputs: unknown,
  namedInputs: Readonly<Record<string, unknown>>,
  seen: ReadonlySet<string> = new Set(),
): unknown[] {
  if (!Array.isArray(inputs)) return []
  const found = inputs.flatMap((input): unknown[] => {
    if (isObject(input)) {
      if (typeof input.input === 'string') return named(input.input, namedInputs, seen)
      if (typeof input.fileset === 'string') return isExtraFileset(input.fileset) ? [input] : []
      return 'externalDependencies' in input || 'dependencies' in input ? [] : [input]
    }
    if (typeof input !== 'string' || input === '...' || input.startsWith('^')) return []
    if (input in namedInputs) return named(input, namedInputs, seen)
    return isExtraFileset(input) ? [input] : []
  })
  const texts = found.map((input) => JSON.stringify(input))
  return found.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}

function named(
  name: string,
  namedInputs: Readonly<Record<string, unknown>>,
  seen: ReadonlySet<string>,
): unknown[] {
  return seen.has(name) ? [] : extraInputs(namedInputs[name], namedInputs, new Set([...seen, name]))
}

function isExtraFileset(fileset: string): boolean {
  return /^!?\{workspaceRoot\}\//.test(fileset) && !IN_THE_KEY.test(fileset)
}

/** Whether the input is a file that the keys of crates hold already. */
export function isInTheKey(input: unknown): boolean {
  return typeof input === 'string' && IN_THE_KEY.test(input)
}
