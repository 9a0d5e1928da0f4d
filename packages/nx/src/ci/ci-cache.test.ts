import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { LIBRARY, ROOT } from '../../test-kit/sample-repository'
import type { CiSchema } from './ci-options'
import { planCi } from './plan-ci'

const FILES = {
  ...ROOT,
  ...LIBRARY,
  'Cargo.lock': '',
  'package-lock.json': '{}',
  'nx.json': '{"plugins": ["nx-crane"]}',
  'flake.nix': '',
  'nix/nx-crane/crates.nix': '',
}
const PUBLIC_KEY = `team-1:${'A'.repeat(43)}=`
const CACHE = 'https://cache.example.org'

function planOf(schema: CiSchema, files = FILES) {
  const { files: written, notes } = planCi(treeOf(files), schema)
  return { text: written[0]?.text ?? '', notes: notes.join('\n') }
}

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly if?: string
  readonly env?: object
  readonly run?: string
  readonly with?: object
}

function stepsOf(schema: CiSchema, files = FILES): Step[] {
  return (parse(planOf(schema, files).text) as { jobs: { ci: { steps: Step[] } } }).jobs.ci.steps
}

test('on GitHub the main branch pushes what it has built, with a secret that no other step and no other branch has', () => {
  const steps = stepsOf({ cache: CACHE, publicKey: PUBLIC_KEY })
  expect(steps.filter((step) => JSON.stringify(step).includes('secrets.'))).toEqual([
    {
      name: 'Push to the Nix cache',
      if: "github.event_name == 'push' && github.ref == 'refs/heads/main'",
      env: { NX_CRANE_CACHE_KEY: `\${{ secrets.NX_CRANE_CACHE_KEY }}` },
      run: [
        'if [ -n "$NX_CRANE_CACHE_KEY" ]; then',
        `  npx nx-crane cache push --to '${CACHE}' --branch main`,
        'else',
        "  echo 'nothing is pushed: there is no secret NX_CRANE_CACHE_KEY'",
        'fi',
        '',
      ].join('\n'),
    },
  ])
  expect(steps.find(({ uses }) => uses?.startsWith('cachix/install-nix-action'))?.with).toEqual({
    extra_nix_config: `extra-substituters = ${CACHE}\nextra-trusted-public-keys = ${PUBLIC_KEY}\nfallback = true\n`,
  })
})

test('without the option the workflow is the same, and so it is after it was taken out', () => {
  const { text } = planOf({})
  expect(text).not.toMatch(/secret|Push|substituters/)
  const written = planOf({ cache: CACHE, publicKey: PUBLIC_KEY }).text
  const removed = planOf({ cache: '', publicKey: '' }, {
    ...FILES,
    '.github/workflows/ci.yml': written,
  } as never)
  const steps = (file: string) => file.replace(/^# (?:Options|>>>|<<<).*$|(?<=>>> nx-crane:ci \w+ )\w+/gm, '')
  expect(steps(removed.text)).toBe(steps(text))
})

test('it is remembered, and jobs use nothing of a cache whose key nobody has named', () => {
  const { text, notes } = planOf({ cache: CACHE })
  expect(text).not.toContain('extra-substituters')
  expect(notes).toContain('add --publicKey')
  const again = stepsOf({ publicKey: PUBLIC_KEY }, { ...FILES, '.github/workflows/ci.yml': text } as never)
  expect(JSON.stringify(again)).toContain(`cache push --to '${CACHE}'`)
  expect(JSON.stringify(again)).toContain(PUBLIC_KEY)
})

test.each([
  ['s3://bucket?region=eu-1', ['NX_CRANE_CACHE_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'], '  npx'],
  ['cachix:our-team', ['CACHIX_AUTH_TOKEN'], '  nix shell --inputs-from . nixpkgs#cachix --command npx'],
])('%s is pushed to with %j', (cache, secrets, command) => {
  const step = stepsOf({ cache }).find(({ name }) => name === 'Push to the Nix cache')
  expect(Object.keys(step?.env ?? {})).toEqual(secrets)
  expect(step?.run).toContain(`${command} nx-crane cache push --to '${cache}'`)
})

test('on GitLab only the default branch pushes', () => {
  const { text } = planOf({ provider: 'gitlab', cache: CACHE, publicKey: PUBLIC_KEY })
  const { 'nx-crane': job } = parse(text) as { 'nx-crane': { before_script: string[]; script: string[] } }
  expect(job.script.at(-1)).toMatch(
    /^if \[ "\$CI_COMMIT_BRANCH" = "\$CI_DEFAULT_BRANCH" \]; then\n {2}if \[ -n "\$NX_CRANE_CACHE_KEY" \]; then\n.*--to 'https:\/\/cache\.example\.org'\n[\s\S]*fi\nfi\n$/,
  )
  expect(job.before_script).toContain(`echo 'extra-trusted-public-keys = ${PUBLIC_KEY}' >> /etc/nix/nix.conf`)
})

test.each([
  [{ cache: 'ftp://x' }, /^--cache "ftp:\/\/x": it has none of the beginnings/],
  [{ cache: "https://x/'$(id)" }, /it has characters that a shell reads/],
  [{ cache: `https://x/\${{ secrets.A }}` }, /--cache/],
  [{ cache: `https://x/\${{secrets.A}}` }, /it has characters that a shell reads/],
  [{ cache: 'https://x/a\nb: c' }, /has characters that no address has/],
  [{ cache: 'https://x/#a' }, /has a "#"/],
  [{ cache: 'attic:ci:team' }, /a job has to log in there first/],
  [{ cache: 'ssh-ng://host' }, /a job has to log in there first/],
  [{ cache: CACHE, publicKey: 'team-1' }, /is no public key of Nix/],
  [{ cache: CACHE, publicKey: `a:${'A'.repeat(43)}=\n` }, /is no public key of Nix/],
  [{ publicKey: PUBLIC_KEY }, /^--publicKey is given, but no cache/],
  [{ cache: CACHE, builder: 'cargo' }, /^--cache is given, but cargo builds/],
] as [CiSchema, RegExp][])('%j is refused', (schema, message) => {
  expect(() => planOf(schema)).toThrow(message)
})

test.each([
  { cache: 'https://me:hush@cache.example.org' },
  { cache: 'https://x?secret-key=/hush' },
  { cache: CACHE, publicKey: `hush:${'A'.repeat(86)}==` },
])('a secret is refused and not shown: %#', (schema) => {
  expect(() => planOf(schema)).toThrow(/password|secret key/)
  expect(() => planOf(schema)).not.toThrow(/hush/)
})
