import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { VENDORED_CRATES } from '@nx-crane/graph/test-kit/vendored-crates'
import { writeVendoredCrates } from '@nx-crane/graph/test-kit/write-vendored-crates'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNxCrane } from '../../test-kit/nx-crane-command'

// The instructions of the Dockerfile in docs/prune.md, done without Docker: a stage is a directory.

let scratch: string
let cargoHome: string
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'container-build-')))
  cargoHome = writeVendoredCrates(scratch, VENDORED_CRATES).cargoHome
  write('Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["api", "engine", "other"]\n')
  writeCrate('api', 'ext-runtime = { version = "1", features = ["rt"] }\nengine = { path = "../engine" }\n')
  writeCrate('engine', 'ext-seed = "1"\n')
  writeCrate('other', 'ext-runtime = { version = "1", features = ["full"] }\n')
  write('api/src/main.rs', 'fn main() { println!("{}", engine::name()) }\n')
  write('engine/src/lib.rs', 'pub fn name() -> &\'static str { include_str!("../../name.txt").trim() }\n')
  write('other/src/lib.rs', '')
  write('name.txt', 'the whole engine\n')
  expect(run('cargo', ['generate-lockfile', '--offline'], join(scratch, 'context')).status).toBe(0)
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test('the Dockerfile of the docs builds the program, and compiles dependencies in a layer of their own', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/prune.md'), 'utf8')
  const dockerfile = /```dockerfile\n(.*?)```/s.exec(text)?.[1] ?? ''
  const said = follow(dockerfile)
  const compiled = said.map((output) =>
    [...output.matchAll(/Compiling (\S+)/g)].map(([, name]) => name).sort(),
  )
  // Without a registry nobody knows what the features of `other` turn on, so that its manifest is there as well.
  const [first = [], last] = compiled.filter((names) => names.length > 0)
  expect(first).toEqual(['api', 'engine', 'ext-random', 'ext-runtime', 'ext-seed'])
  expect(last).toEqual(['api', 'engine'])
  expect(said.at(-1)).toBe('the whole engine\n')
})

/** What each instruction that starts a program has printed. */
function follow(dockerfile: string): string[] {
  const said: string[] = []
  let stage = ''
  let workdir = ''
  for (const line of dockerfile.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [instruction = '', ...words] = line.split(' ')
    if (instruction === 'FROM') {
      stage = join(scratch, 'stages', words[2] ?? 'last')
      workdir = '/'
      mkdirSync(stage, { recursive: true })
    } else if (instruction === 'WORKDIR') {
      workdir = words[0] ?? '/'
      mkdirSync(join(stage, workdir), { recursive: true })
    } else if (instruction === 'COPY') {
      copy(words, { stage, workdir })
    } else if (instruction === 'RUN' && words[0] === 'npx') {
      const { status, stdout, stderr } = runNxCrane(words.slice(2), { cwd: join(stage, workdir), env: env() })
      expect(status, stderr).toBe(0)
      said.push(stdout)
    } else if (instruction === 'RUN') {
      const { status, output } = run('sh', ['-c', words.join(' ')], join(stage, workdir))
      expect(status, output).toBe(0)
      said.push(output)
    } else {
      expect(instruction).toBe('CMD')
      const [program = ''] = JSON.parse(words.join(' '))
      said.push(run(join(stage, 'usr/local/bin', program), [], stage).output)
    }
  }
  return said
}

function copy(words: readonly string[], { stage, workdir }: { stage: string; workdir: string }): void {
  const from = /^--from=(.*)$/.exec(words[0] ?? '')?.[1]
  const [source = '', target = ''] = from === undefined ? words : words.slice(1)
  const place = from === undefined ? join(scratch, 'context', source) : join(scratch, 'stages', from, source)
  const into = target.startsWith('/') ? join(stage, target) : join(stage, workdir, target)
  const name = /\/$|^\.$/.test(source) ? '' : source.slice(source.lastIndexOf('/') + 1)
  mkdirSync(into, { recursive: true })
  cpSync(place, join(into, name), { recursive: true, preserveTimestamps: true })
  if (name !== '') chmodSync(join(into, name), 0o755)
}

function run(program: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env: env(), encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}${error ?? ''}` }
}

function env(): NodeJS.ProcessEnv {
  return { ...process.env, CARGO_HOME: cargoHome, CARGO_NET_OFFLINE: 'true', CARGO_TERM_COLOR: 'never' }
}

function writeCrate(name: string, dependencies: string): void {
  write(
    `${name}/Cargo.toml`,
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${dependencies}`,
  )
}

function write(path: string, text: string): void {
  const file = join(scratch, 'context', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
