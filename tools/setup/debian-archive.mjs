import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { outputOf, run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
const hint = "the Debian mirror of the host's own apt settings must be reachable"

// The host's C compiler links build scripts, so the archive's one is not wanted.
const fromHost = ['gcc', 'libc6-dev', 'binutils']

/**
 * One suite of the Debian archive, from the mirror that the host's apt uses, seen by an apt of its own in `state`:
 * nothing counts as installed, so every library comes along, libc too.
 * @param {string} state an empty directory @param {string} suite
 */
export function openDebianArchive(state, suite) {
  const mirror = hostMirror(state)
  mkdirSync(join(state, 'lists', 'partial'), { recursive: true })
  mkdirSync(join(state, 'cache', 'archives', 'partial'), { recursive: true })
  writeFileSync(join(state, 'status'), fromHost.map(asInstalled).join('\n'))
  writeFileSync(join(state, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`)
  writeFileSync(join(state, 'apt.conf'), settings(state))
  const env = { ...process.env, APT_CONFIG: join(state, 'apt.conf'), LC_ALL: 'C' }
  run('apt-get', ['-qq', 'update'], { env, hint })

  return {
    /** Downloads packages with all they depend on. @param {readonly string[]} packages @returns {string[]} the files */
    download(packages) {
      run('apt-get', ['-qq', '-y', '--download-only', 'install', ...packages], { env, hint })
      const archives = join(state, 'cache', 'archives')
      const files = readdirSync(archives).filter((name) => name.endsWith('.deb'))
      return files.sort().map((name) => join(archives, name))
    },
    /** The version that `download` would take, as Debian writes it; undefined where there is no such package. @param {string} name */
    versionOf(name) {
      const known = outputOf('apt-cache', ['policy', name], { env }) ?? ''
      return /^ {2}Candidate: (\d\S*)$/m.exec(known)?.[1]
    },
    /** The lld of the LLVM that `package` was built with. @param {string} name */
    linkerFor(name) {
      const recommended = outputOf('apt-cache', ['depends', name], { env }) ?? ''
      return /\b(lld-\d+)\b/.exec(recommended)?.[1] ?? 'lld'
    },
  }
}

/** @param {string} state */
function hostMirror(state) {
  const known = mirrorIn([])
  if (known !== undefined) return known
  // A fresh image has no package lists yet, and apt says nothing of its mirrors before it has.
  mkdirSync(join(state, 'host-lists', 'partial'), { recursive: true })
  const lists = ['-o', `Dir::State::lists=${join(state, 'host-lists')}`]
  outputOf('apt-get', [...lists, '-qq', 'update'])
  const found = mirrorIn(lists)
  if (found === undefined) throw new SetupError("the host's apt names no reachable Debian mirror", { hint })
  return found
}

/** @param {readonly string[]} options */
function mirrorIn(options) {
  const format = ['indextargets', '--format', '$(SITE)\t$(ORIGIN)\t$(RELEASE)', 'Created-By: Packages']
  const lines = (outputOf('apt-get', [...options, ...format]) ?? '')
    .split('\n')
    .map((line) => line.split('\t'))
  return lines.find(
    ([, origin, release]) => origin === 'Debian' && !/security|updates|backports/.test(release ?? ''),
  )?.[0]
}

/** @param {string} name */
function asInstalled(name) {
  const provides = name === 'libc6-dev' ? 'Provides: libc-dev\n' : ''
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: all\nMulti-Arch: foreign\nMaintainer: host <host@localhost>\nVersion: 999:0\n${provides}Description: the host's own\n`
}

/** @param {string} state */
function settings(state) {
  return `Dir::Etc::sourcelist "${state}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::State::lists "${state}/lists";
Dir::State::status "${state}/status";
Dir::Cache "${state}/cache";
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
`
}
