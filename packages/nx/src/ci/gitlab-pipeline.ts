import { childPath } from '@nx-crane/graph'
import { type CiStep, jobVariables, pushStep, rustCommands, taskSteps } from './ci-commands'
import type { CiFacts } from './ci-facts'
import type { CiRequest, CiSystem } from './ci-options'
import { installCommands } from './node-packages'
import type { NewFile } from './owned-parts'
import { printYaml, type Yaml } from './print-yaml'

/** GitLab's own machines, by their tags. macOS has no images of Debian. */
const RUNNER_TAGS: Partial<Readonly<Record<CiSystem, string>>> = {
  'x86_64-linux': 'saas-linux-small-amd64',
  'aarch64-linux': 'saas-linux-small-arm64',
}

export const GITLAB_SYSTEMS = Object.keys(RUNNER_TAGS) as CiSystem[]

/** Inside the repository, as GitLab keeps nothing else, and where Nx has Git ignore everything. */
const KEPT = '.nx/cache/ci'
const LAST_GOOD = `${KEPT}/last-good-commit`

const NIX_VERSION = '2.35.1'

/** The parts of a file that `.gitlab-ci.yml` includes, and the lines between them. */
export function gitlabPipeline(facts: CiFacts, request: CiRequest, header: string): NewFile {
  const rust = request.rust ?? []
  const tags = (request.systems ?? []).flatMap((system) => RUNNER_TAGS[system] ?? [])
  const prepare = [...machineCommands(facts, rust.length > 0), ...installCommands(facts), ...BASE]
  return [
    {
      name: 'prepare',
      text: `${header}nx-crane:\n${printYaml({ ...job(facts, rust, tags), before_script: prepare }, 2)}`,
      indent: 2,
    },
    '\n  # Commands of your own that come before the tasks go here: "    - …".\n\n',
    {
      name: 'tasks',
      text: `  script:\n${printYaml([...taskSteps(facts).map(commandOf), ...pushCommands(facts)], 4)}`,
      indent: 2,
    },
    '\n  # Commands of your own that come after the tasks go here.\n\n',
    { name: 'save', text: `  after_script:\n${printYaml([REMEMBER], 4)}`, indent: 2 },
  ]
}

function job(facts: CiFacts, rust: readonly string[], tags: readonly string[]): { [key: string]: Yaml } {
  const isCargo = facts.builder === 'cargo'
  const matrix = {
    ...(rust.length > 0 && { RUSTUP_TOOLCHAIN: rust }),
    ...(tags.length > 0 && { RUNNER_TAG: tags }),
  }
  const suffix = Object.keys(matrix).map((name) => `-$${name}`)
  return {
    image: `node:${facts.node.version}-trixie`,
    ...(tags.length > 0 && { tags: ['$RUNNER_TAG'] }),
    ...(Object.keys(matrix).length > 0 && { parallel: { matrix: [matrix] } }),
    timeout: '1 hour',
    rules: [
      { if: '$CI_PIPELINE_SOURCE == "merge_request_event"', interruptible: true },
      // Results are kept of the main branch alone: a merge request, also one of a fork, must not leave anything for others.
      { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', variables: { CACHE_POLICY: 'pull-push' } },
    ],
    variables: {
      GIT_DEPTH: '0',
      CACHE_POLICY: 'pull',
      CARGO_HOME: `$CI_PROJECT_DIR/${KEPT}/cargo`,
      NX_CRANE_CACHE_DIR: `$CI_PROJECT_DIR/${KEPT}/nx-crane`,
      ...jobVariables(facts),
      ...(facts.hasSubmodules && { GIT_SUBMODULE_STRATEGY: 'recursive' }),
    },
    cache: {
      key: `nx-crane${suffix.join('')}`,
      policy: '$CACHE_POLICY',
      paths: [
        ...['registry/index', 'registry/cache', 'git/db'].map((dir) => `${KEPT}/cargo/${dir}`),
        ...[`${KEPT}/nx-crane`, LAST_GOOD, '.nx/cache', '.nx/workspace-data/*.db'],
        ...(isCargo ? facts.cargoDirs.map((dir) => childPath(dir, 'target')) : []),
      ],
    },
  }
}

/** Debian has rustup, and a cargo that is new enough to be asked for features. */
function machineCommands(facts: CiFacts, hasRustMatrix: boolean): string[] {
  const install = (name: string) => [
    'apt-get update -q',
    `apt-get install -q -y --no-install-recommends ${name}`,
  ]
  const bun = facts.manager.name === 'bun' ? ['npm install --global bun@1'] : []
  if (facts.builder === 'cargo') {
    if (facts.cargoDirs.length === 0) return bun
    const rust = rustCommands(facts, { hasMatrix: hasRustMatrix })
    return [...install('rustup'), 'export PATH="$CARGO_HOME/bin:$PATH"', ...rust, ...bun]
  }
  return [
    ...install('cargo'),
    'mkdir -p /etc/nix',
    // Nix has users of its own for builds, unless it is told that it has none.
    "printf 'build-users-group =\\nexperimental-features = nix-command flakes\\n' > /etc/nix/nix.conf",
    ...(facts.cache?.settings ?? []).map((line) => `echo '${line}' >> /etc/nix/nix.conf`),
    `curl --proto =https --tlsv1.2 -sSfL -o /tmp/install-nix https://releases.nixos.org/nix/nix-${NIX_VERSION}/install`,
    'USER=root sh /tmp/install-nix --no-daemon --no-channel-add',
    'export PATH="$HOME/.nix-profile/bin:$PATH"',
    ...bun,
  ]
}

/** For the main branch alone. Its variables are secret if they are protected ones. */
function pushCommands(facts: CiFacts): string[] {
  if (facts.cache === null) return []
  const { run } = pushStep(facts, facts.cache)
  const isMain = 'if [ "$CI_COMMIT_BRANCH" = "$CI_DEFAULT_BRANCH" ]; then'
  return [`${[isMain, ...run.map((line) => `  ${line}`), 'fi'].join('\n')}\n`]
}

/** As on GitHub: where a merge request leaves the main branch, or the main branch's last good commit. */
const BASE = [
  [
    'if [ -n "$CI_MERGE_REQUEST_DIFF_BASE_SHA" ]; then',
    '  NX_BASE=$CI_MERGE_REQUEST_DIFF_BASE_SHA',
    'else',
    `  NX_BASE=$(cat ${LAST_GOOD} || true)`,
    '  [ -z "$NX_BASE" ] || git merge-base --is-ancestor "$NX_BASE" HEAD || NX_BASE=',
    'fi',
    '',
  ].join('\n'),
  'NX_HEAD=$(git rev-parse HEAD)',
  'export NX_BASE NX_HEAD',
  `echo "base: \${NX_BASE:-none, so everything runs}"`,
]

/** GitLab keeps the cache of a job that succeeded. */
const REMEMBER = `[ "$CI_JOB_STATUS" != success ] || { mkdir -p ${KEPT} && git rev-parse HEAD > ${LAST_GOOD}; }`

function commandOf({ env = {}, run }: CiStep): string {
  // Of letters, digits, `-`, `_`, `.`, `:` and `,`, as options are checked.
  const variables = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`)
  const commands = [...variables, ...run]
  return commands.length === 1 ? (commands[0] ?? '') : `${commands.join('\n')}\n`
}
