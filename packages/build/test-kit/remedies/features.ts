import { one, type RemedyCase } from './remedy-case'

// The table [features].

const OPTIONAL = '[dependencies]\nlog = { version = "1", optional = true }\n'

export const features: readonly RemedyCase[] = [
  [
    'unknown-feature',
    'UNKNOWN_FEATURE',
    'or add the feature or the optional dependency',
    { 'q/Cargo.toml': (text) => text.replace(/^(\w+) = \["([\w]+)"\]/m, '$1 = ["$2"]\n$2 = []') },
  ],
  one(`${OPTIONAL}[features]\nlog = []\n`, `${OPTIONAL}[features]\nlog = ["dep:log"]\n`, {
    ...{ code: 'UNUSED_OPTIONAL_DEPENDENCY', hint: 'add "dep:log" to the feature "log"' },
  }),
  one(
    `${OPTIONAL}[features]\nx = ["dep:log"]\ny = ["log"]\n`,
    `${OPTIONAL}[features]\nx = ["dep:log"]\ny = ["dep:log"]\n`,
    {
      ...{ code: 'NO_IMPLICIT_FEATURE', hint: 'write "dep:log"' },
    },
  ),
]
