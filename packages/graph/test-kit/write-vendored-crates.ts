import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * For tests: writes a directory source as `cargo vendor` does and a Cargo home that takes it for crates.io, so that
 * real Cargo resolves without a network. Returns the two directories.
 *
 * @param crates manifests without `[package]`, by `name version`
 */
export function writeVendoredCrates(
  directory: string,
  crates: Readonly<Record<string, string>>,
): { readonly cargoHome: string; readonly vendored: string } {
  const vendored = join(directory, 'vendored')
  const cargoHome = join(directory, 'cargo-home')
  for (const [id, manifest] of Object.entries(crates)) {
    const [name = '', version = ''] = id.split(' ')
    const crate = join(vendored, `${name}-${version}`)
    mkdirSync(join(crate, 'src'), { recursive: true })
    writeFileSync(
      join(crate, 'Cargo.toml'),
      `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2021"\n\n${manifest}\n`,
    )
    writeFileSync(join(crate, 'src', 'lib.rs'), '')
    const checksum = createHash('sha256').update(id).digest('hex')
    writeFileSync(join(crate, '.cargo-checksum.json'), JSON.stringify({ files: {}, package: checksum }))
  }
  mkdirSync(cargoHome, { recursive: true })
  writeFileSync(
    join(cargoHome, 'config.toml'),
    [
      '[source.crates-io]',
      'replace-with = "vendored"',
      '',
      '[source.vendored]',
      `directory = ${JSON.stringify(vendored)}`,
      '',
    ].join('\n'),
  )
  return { cargoHome, vendored }
}
