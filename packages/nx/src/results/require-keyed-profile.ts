import { foreignProfiles, type TaskKind } from '@nx-crane/graph'
import { NxCraneError } from '../nx-crane-error'

/**
 * Throws for a task that is asked to use Cargo's profile for tests or benches and is neither: its key does not hold that profile, so
 * after an edit of it the result would be a hit.
 */
export function requireKeyedProfile(
  id: string,
  kind: TaskKind,
  options: { readonly profile?: string; readonly args?: readonly string[] },
): void {
  const asked = options.profile ?? profileIn(options.args ?? [])
  if (asked === undefined || !foreignProfiles(kind).includes(asked)) return
  throw new NxCraneError('PROFILE_NOT_KEYED', {
    message: `${id} is asked to use the profile "${asked}", which its cache key does not hold`,
    hint: `add a profile of your own to the root manifest, [profile.mine] with inherits = "${asked}", and use that`,
  })
}

/** What follows `--` is for the tests. */
function profileIn(args: readonly string[]): string | undefined {
  const end = args.indexOf('--')
  const own = end === -1 ? args : args.slice(0, end)
  const at = own.findLastIndex((each) => /^--(?:cargo-)?profile(?:=|$)/.test(each))
  if (at === -1) return undefined
  const [, value] = /=(.*)$/.exec(own[at] ?? '') ?? []
  return value ?? own[at + 1]
}
