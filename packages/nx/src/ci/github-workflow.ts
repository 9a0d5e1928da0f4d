import { type CiStep, jobVariables, rustCommands, taskSteps } from './ci-commands'
import type { CiFacts } from './ci-facts'
import type { CiRequest, CiSystem } from './ci-options'
import { restoreSteps, saveSteps } from './github-caches'
import { expression, lines, ON_MAIN } from './github-syntax'
import { installCommands } from './node-packages'
import type { NewFile } from './owned-parts'
import { uses } from './pinned-actions'
import { Commented, printYaml, type Yaml } from './print-yaml'

/** GitHub's machines. */
const RUNNERS: Readonly<Record<CiSystem, string>> = {
  'x86_64-linux': 'ubuntu-24.04',
  'aarch64-linux': 'ubuntu-24.04-arm',
  'x86_64-darwin': 'macos-15-intel',
  'aarch64-darwin': 'macos-15',
}

/** The parts of a workflow for GitHub Actions, and the lines between them. */
export function githubWorkflow(facts: CiFacts, request: CiRequest, header: string): NewFile {
  const rust = request.rust ?? []
  const systems = request.systems ?? []
  return [
    { name: 'head', text: `${header}${printYaml(triggers(facts))}`, indent: 2 },
    '\n  # Triggers of your own go here.\n',
    { name: 'settings', text: printYaml(SETTINGS), indent: 0 },
    '\n',
    { name: 'prepare', text: `jobs:\n  ci:\n${printYaml(job(facts, rust, systems), 4)}`, indent: 6 },
    '\n      # Steps of your own that come before the tasks go here.\n\n',
    { name: 'tasks', text: printYaml([baseStep(), ...taskSteps(facts).map(printStep)], 6), indent: 6 },
    '\n      # Steps of your own that come after the tasks go here.\n\n',
    { name: 'save', text: printYaml(saveSteps(facts), 6), indent: 2 },
    '\n  # Jobs of your own go here.\n',
  ]
}

/** A merge queue that asks for these checks waits for ever where they do not run for it. */
function triggers({ branch }: CiFacts): Yaml {
  return { name: 'CI', on: { push: { branches: [branch] }, pull_request: {}, merge_group: {} } }
}

const SETTINGS: Yaml = {
  permissions: { contents: 'read', actions: new Commented('read', 'to find the last good run') },
  concurrency: {
    group: `${expression('github.workflow')}-${expression('github.event.pull_request.number || github.run_id')}`,
    'cancel-in-progress': expression("github.event_name == 'pull_request'"),
  },
}

function job(facts: CiFacts, rust: readonly string[], systems: readonly CiSystem[]): Yaml {
  const isCargo = facts.builder === 'cargo'
  const matrix = {
    ...(systems.length > 0 && { runner: systems.map((system) => RUNNERS[system]) }),
    ...(rust.length > 0 && { rust }),
  }
  return {
    'runs-on': systems.length > 0 ? expression('matrix.runner') : RUNNERS['x86_64-linux'],
    ...(Object.keys(matrix).length > 0 && { strategy: { 'fail-fast': false, matrix } }),
    'timeout-minutes': 60,
    defaults: { run: { shell: 'bash' } },
    env: {
      ...jobVariables(facts),
      // Nx would fold what a batch prints, and show nothing of one that succeeds: neither what is being built nor where it came from.
      NX_SKIP_LOG_GROUPING: 'true',
      ...(rust.length > 0 && { RUSTUP_TOOLCHAIN: expression('matrix.rust') }),
    },
    steps: [
      ...checkoutSteps(facts),
      // The compiler first: what it has compiled is kept under its version.
      ...(isCargo && facts.cargoDirs.length > 0 ? rustSteps(facts, rust.length > 0) : []),
      ...restoreSteps(facts, rust.length > 0),
      printStep({ name: 'Install packages', run: installCommands(facts) }),
    ],
  }
}

function rustSteps(facts: CiFacts, hasMatrix: boolean): Yaml[] {
  const version = `echo "version=$(rustc --version | tr -c 'A-Za-z0-9.\\n' -)" >> "$GITHUB_OUTPUT"`
  return [
    printStep({ name: 'Install Rust', run: rustCommands(facts, { hasMatrix }) }),
    { name: 'Find the version of Rust', id: 'rust', run: version },
  ]
}

function checkoutSteps({ node, manager, hasSubmodules, hasLargeFiles }: CiFacts): Yaml[] {
  return [
    {
      uses: uses('actions/checkout'),
      with: {
        // What a partial clone lacks could not be fetched later without credentials.
        'fetch-depth': new Commented(0, 'all commits: the base is one of them'),
        'persist-credentials': false,
        ...(hasSubmodules && { submodules: 'recursive' }),
        ...(hasLargeFiles && { lfs: true }),
      },
    },
    {
      uses: uses('actions/setup-node'),
      with: {
        ...(node.file === null ? { 'node-version': node.version } : { 'node-version-file': node.file }),
        'package-manager-cache': false,
      },
    },
    ...(manager.name === 'bun' ? [{ uses: uses('oven-sh/setup-bun') }] : []),
  ]
}

/**
 * For a pull request, the tip of the branch that it is merged into: GitHub checks out the merge of both. For a merge queue, the commit that
 * it puts the group on. For the main branch, the commit of its last good run, so that what a failed run left behind is not forgotten. Without one everything runs.
 */
function baseStep(): Yaml {
  return printStep({
    name: 'Find the commit to compare with',
    env: {
      GH_TOKEN: expression(`${ON_MAIN} && github.token || ''`),
      GROUP_BASE: expression('github.event.merge_group.base_sha'),
    },
    run: [
      'if [ "$GITHUB_EVENT_NAME" = pull_request ]; then',
      '  base=$(git rev-parse HEAD^1)',
      'elif [ "$GITHUB_EVENT_NAME" = merge_group ]; then',
      '  base=$GROUP_BASE',
      'else',
      `  workflow=\${GITHUB_WORKFLOW_REF%%@*}`,
      `  base=$(gh api --method GET "repos/$GITHUB_REPOSITORY/actions/workflows/\${workflow##*/}/runs" \\`,
      '    -f branch="$GITHUB_REF_NAME" -f event=push -f status=success -f per_page=1 \\',
      "    --jq '.workflow_runs[0].head_sha // empty') || base=",
      '  [ -z "$base" ] || git merge-base --is-ancestor "$base" HEAD || base=',
      'fi',
      `echo "base: \${base:-none, so everything runs}"`,
      'echo "NX_BASE=$base" >> "$GITHUB_ENV"',
      'echo "NX_HEAD=$(git rev-parse HEAD)" >> "$GITHUB_ENV"',
    ],
  })
}

function printStep({ name, env, run }: CiStep): Yaml {
  return { name, ...(env !== undefined && { env }), run: lines(run) }
}
