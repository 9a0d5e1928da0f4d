import type { Check } from './check'

/** Without it everything builds, and keys of what no source names stay wide. */
export const observerCheck: Check = {
  id: 'observer',
  title: 'observer',
  applies: ({ observer }) => observer.isAsked,
  find: ({ observer: { reason } }) =>
    reason === null
      ? []
      : [
          {
            level: 'note',
            message: `what builds read is not observed here, so keys of crates whose sources don't say it stay wide: ${reason.split('\n')[0]}`,
            mend: 'declare what they read in [package.metadata.nx-crane], or set the option "observe" to false',
          },
        ],
}
