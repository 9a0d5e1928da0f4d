import { type Environment, variableInput } from './environment-inputs'
import type { KeyInput } from './key-input'

/** Variables that change by themselves: with the terminal, the session, the run, the user, the machine's name. */
const VOLATILE = [
  /^(?:_|PWD|OLDPWD|SHLVL|SHELL|HOME|USER|LOGNAME|HOSTNAME|MAIL|PATH|TMPDIR|TEMP|TMP|EDITOR|VISUAL|PAGER|LESS\w*|LS_COLORS)$/,
  /^(?:TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|CLICOLOR\w*|TERM_\w+|ITERM\w*|WT_\w+|VTE_\w+|KITTY_\w+|TMUX\w*|STY|WINDOWID)$/,
  /^(?:DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_\w+|DBUS_\w+|DESKTOP_\w+|GNOME_\w+|KDE_\w+|SSH_\w+|GPG_\w+|SUDO_\w+|WSL\w*)$/,
  /^(?:NX_\w+|npm_\w+|NPM_\w+|PNPM_\w+|YARN_\w+|INIT_CWD|NODE\w*|BERRY_\w+|PROJECT_CWD|VITEST\w*|VSCODE_\w+)$/i,
  /^(?:GITHUB_\w+|RUNNER_\w+|ACTIONS_\w+|CI_\w+|GITLAB_\w+|FF_\w+|BUILDKITE\w*|CIRCLE_\w+|TRAVIS\w*|JENKINS_\w+|BUILD_\w+|AGENT_\w+|SYSTEM_\w+)$/,
  /^(?:RUSTUP_\w+|CARGO_(?:HOME|TARGET_DIR|BUILD_JOBS|MAKEFLAGS|TERM_\w+|NET_\w+|HTTP_\w+)|MAKEFLAGS|MFLAGS|LD_PRELOAD|NIX_\w+|HIST\w+|JOURNAL_STREAM|INVOCATION_ID)$/,
]

/** All variables but those that change by themselves, which those that Cargo's configuration sets do not. */
export function steadyVariables(
  environment: Environment,
  configured: ReadonlyMap<string, string> = new Map(),
): KeyInput[] {
  const isSteady = (name: string) => configured.has(name) || !VOLATILE.some((pattern) => pattern.test(name))
  const names = Object.keys(environment).filter(isSteady)
  return names.sort().map((name) => variableInput(environment, name))
}
