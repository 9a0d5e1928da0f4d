import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Puts a program that answers as rustc does into `directory`: nothing is compiled here, and what a machine has installed,
 * or rustup would fetch for another channel, must not matter.
 */
export function installCompiler(directory: string, version = '1.90.0'): void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'rustc')
  const text = `#!/bin/sh
case "$1" in
  --print) echo /no/such/sysroot ;;
  *) printf 'rustc ${version}\\nrelease: ${version}\\nhost: x86_64-unknown-linux-gnu\\n' ;;
esac
`
  if (textOf(file) === text) return
  writeFileSync(`${file}.new`, text, { mode: 0o755 })
  renameSync(`${file}.new`, file)
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
