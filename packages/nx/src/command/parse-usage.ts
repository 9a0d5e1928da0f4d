import { type ParseArgsConfig, parseArgs } from 'node:util'
import { enclosingRepository, messageOf } from '@nx-crane/files'
import { repositoryRoot } from './repository-root'
import { UsageError } from './usage-error'

type OptionTypes = NonNullable<ParseArgsConfig['options']>

type OptionValues<O extends OptionTypes> = ReturnType<typeof parseArgs<{ options: O }>>['values']

/** The options of a command, and the directory that every command works in. */
export type Usage<O extends OptionTypes> = Omit<OptionValues<O>, 'root'> & {
  /** Absolute and without links, of `--root`, else of the repository that the working directory is in. */
  readonly root: string
  /** What is no option. */
  readonly names: readonly string[]
}

/**
 * What the arguments of a command say.
 *
 * @param takesNames whether there may be words that are no options
 * @param startsHere whether the working directory itself is meant where `--root` is not given
 * @throws UsageError for an option that it has not, or a directory that is not there
 * @example parseUsage(['--json', 'app'], { json: { type: 'boolean' } }, { takesNames: true })
 * // → { json: true, root: '/home/me/repository', names: ['app'] }
 */
export function parseUsage<const O extends OptionTypes>(
  argv: readonly string[],
  options: O,
  { takesNames = false, startsHere = false } = {},
): Usage<O> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: takesNames,
      options: { ...options, root: { type: 'string' } },
    })
    const { root, ...rest } = values as OptionValues<O> & { readonly root?: string }
    const here = startsHere ? repositoryRoot : enclosingRepository
    return {
      ...rest,
      root: root === undefined ? here('.') : repositoryRoot(root),
      names: positionals,
    }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(messageOf(error))
  }
}
