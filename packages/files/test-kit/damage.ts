import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'

/** What can happen to a file, for tests of who reads it. */
export interface Damage {
  readonly name: string
  /** @param path of the file, absolute */
  do(path: string, random: Random): void
}

/** Every damage leaves something that is not what was written. Nothing outside of the file's directory is changed. */
export const DAMAGES: readonly Damage[] = [
  { name: 'a flipped bit', do: (path, random) => rewrite(path, (bytes) => flip(bytes, random)) },
  {
    name: 'ten flipped bits',
    do: (path, random) => rewrite(path, (bytes) => repeat(10, () => flip(bytes, random))),
  },
  {
    name: 'a cut',
    do: (path, random) => truncateSync(path, random(readFileSync(path).length)),
  },
  { name: 'a byte more', do: (path) => rewrite(path, (bytes) => Buffer.concat([bytes, Buffer.from('x')])) },
  { name: 'nothing in it', do: (path) => truncateSync(path, 0) },
  { name: 'zeros', do: (path) => rewrite(path, (bytes) => bytes.fill(0)) },
  { name: 'other JSON', do: (path) => writeFileSync(path, '{"files":[],"said":[],"tasks":{}}') },
  { name: 'no seal', do: (path) => rewrite(path, (bytes) => bytes.subarray(bytes.indexOf(10) + 1)) },
  { name: 'a terabyte', do: (path) => truncateSync(path, 2 ** 40) },
  { name: 'a pipe', do: (path) => replace(path, () => execFileSync('mkfifo', [path])) },
  { name: 'a directory', do: (path) => replace(path, () => mkdirSync(path)) },
  { name: 'a link out', do: (path) => replace(path, () => symlinkSync('/etc/hostname', path)) },
  { name: 'a link to nothing', do: (path) => replace(path, () => symlinkSync('nothing', path)) },
  { name: 'a link to itself', do: (path) => replace(path, () => symlinkSync(path, path)) },
  { name: 'a device', do: (path) => replace(path, () => symlinkSync('/dev/zero', path)) },
  { name: 'no permission', do: (path) => chmodSync(path, 0) },
  { name: 'removal', do: (path) => rmSync(path) },
]

/** What is put in place of one file, out of another that is sound. */
export function exchange(path: string, other: string): void {
  renameSync(path, `${path}.away`)
  renameSync(other, path)
  renameSync(`${path}.away`, other)
}

function rewrite(path: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(path, change(readFileSync(path)))
}

function replace(path: string, make: () => void): void {
  rmSync(path, { recursive: true })
  make()
}

function flip(bytes: Buffer, random: Random): Buffer {
  const bit = random(bytes.length * 8)
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return bytes
}

function repeat(times: number, make: () => Buffer): Buffer {
  let made = make()
  for (let done = 1; done < times; done++) made = make()
  return made
}

/** A whole number from 0 up to, not including, `below`. */
export type Random = (below: number) => number

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
