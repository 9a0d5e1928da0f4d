import { one, type RemedyCase } from './remedy-case'

// The tables [lints] and [profile].

export const lintsAndProfiles: readonly RemedyCase[] = [
  one('[lints]\nworkspace = false\n', '', { code: 'LINTS_NOT_INHERITED', hint: 'remove lints.workspace' }),
  one(
    '[lints]\nworkspace = true\n[lints.rust]\n[workspace.lints]\n',
    '[lints]\nworkspace = true\n[workspace.lints]\n',
    {
      ...{ code: 'LINTS_OVERRIDDEN', hint: 'remove [lints.rust]' },
    },
  ),
  one('[lints.rust]\nx = "never"\n', '[lints.rust]\nx = "forbid"\n', {
    code: 'UNKNOWN_LINT_LEVEL',
    hint: '"forbid"',
  }),
  one('[profile.dev]\nopt-level = "3"\n', '[profile.dev]\nopt-level = 3\n', {
    ...{ code: 'INVALID_PROFILE_SETTING', hint: 'write opt-level = 0, 1, 2, 3' },
  }),
  one('[profile.dev.package.x]\nlto = true\n', '[profile.dev]\nlto = true\n', {
    ...{ code: 'INVALID_PROFILE_OVERRIDE', hint: 'move lto to [profile.dev]' },
  }),
]
