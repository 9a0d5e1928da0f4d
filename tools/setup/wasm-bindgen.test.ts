import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// On a pretended machine: nothing but its own programs is on PATH, and apt, dpkg and cargo are shell scripts.

const IS_DEBIAN =
  existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
const LOCK = '[[package]]\nname = "wasm-bindgen"\nversion = "0.2.108"\n'

let machine: string

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'nx-crane-bindgen-test-'))
  mkdirSync(join(machine, 'bin'))
  symlinkSync(process.execPath, join(machine, 'bin', 'node'))
  writeFileSync(join(machine, 'Cargo.lock'), LOCK)
  // `cargo install … --root DIRECTORY`
  program(
    'cargo',
    `echo "cargo $*" >&2; for root; do :; done; /bin/mkdir -p "$root/bin"; ${written('0.2.108', '"$root/bin/wasm-bindgen"')}`,
  )
})
afterEach(() => rmSync(machine, { recursive: true, force: true }))

test('one of the version in the lock is taken, one of another is not', () => {
  program('wasm-bindgen', 'echo wasm-bindgen 0.2.108')
  expect(prepare()).toEqual({ ready: true, what: 'wasm-bindgen 0.2.108' })
  program('wasm-bindgen', 'echo wasm-bindgen 0.2.107')
  expect(prepare()).toEqual({ ready: false, what: 'wasm-bindgen 0.2.108 installed' })
  expect(prepare()).toEqual({ ready: true, what: 'wasm-bindgen 0.2.108' })
})

test('a lock without it needs none', () => {
  writeFileSync(join(machine, 'Cargo.lock'), '')
  expect(prepare()).toEqual({ ready: true, what: '' })
})

test.skipIf(!IS_DEBIAN).each([
  ['that very version is unpacked', '0.2.108+ds-3', '0.2.108', " from Debian's packages"],
  ['another version is left, and cargo compiles the right one', '0.2.110-1', '0.2.110', ''],
  ['none at all is no obstacle', '(none)', '0.2.108', ''],
  ['a program that does not say its version is left', '0.2.108-1', '', ''],
])('of what Debian has, %s', (_, offered, says, from) => {
  debian(offered, says)
  expect(prepare()).toEqual({ ready: false, what: `wasm-bindgen 0.2.108 installed${from}` })
  expect(prepare()).toEqual({ ready: true, what: 'wasm-bindgen 0.2.108' })
  expect(readdirSync(join(machine, 'cache', 'wasm-bindgen'))).toEqual(['0.2.108'])
})

/** A Debian that offers a version of wasm-bindgen, whose program says another, or nothing. */
function debian(offered: string, says: string): void {
  program(
    'apt-get',
    `case "$*" in
      *indextargets*) printf 'http://mirror.test\\tDebian\\ttesting\\n' ;;
      *install*) : > "\${APT_CONFIG%/*}/cache/archives/wasm-bindgen.deb" ;;
    esac`,
  )
  program('apt-cache', `printf 'wasm-bindgen:\\n  Installed: (none)\\n  Candidate: ${offered}\\n'`)
  program(
    'dpkg-deb',
    `/bin/mkdir -p "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu" "$3/usr/lib64"
    ${written(says, '"$3/usr/bin/wasm-bindgen"')}
    : > "$3/usr/lib64/ld-linux-x86-64.so.2"`,
  )
}

/** What a shell does to write a program that says a version. */
function written(version: string, path: string): string {
  return `printf '#!/bin/sh\\necho wasm-bindgen ${version}\\n' > ${path}; /bin/chmod +x ${path}`
}

function program(name: string, script: string): void {
  const path = join(machine, 'bin', name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}

function prepare(): unknown {
  const code = `import(${JSON.stringify(join(__dirname, 'wasm-bindgen.mjs'))})
    .then((part) => part.prepareBindgen(${JSON.stringify(machine)}, { others: [] }))
    .then((state) => console.log('\\n' + JSON.stringify(state)))`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
    encoding: 'utf8',
    env: { PATH: join(machine, 'bin'), HOME: machine, NX_CRANE_CACHE_DIR: join(machine, 'cache') },
  })
  const [state = ''] = stdout.trim().split('\n').slice(-1)
  if (!state.startsWith('{')) throw new Error(`${stdout}${stderr}`)
  return JSON.parse(state)
}
