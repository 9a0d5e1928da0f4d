import { posix } from 'node:path'
import { withDependency, withPackage } from '../../check-keys/generated/lock-text'
import type { Subjects } from '../../check-keys/generated/subjects'
import { editsOfFile, type FarInput } from './far-input'

/** A crate of another workspace, and a package inside a crate. */
export function neighbours({ leaf, core }: Subjects): FarInput[] {
  const added = 'tools/helper'
  return [
    {
      id: 'a crate of another workspace',
      add(it) {
        it.write(
          `${added}/Cargo.toml`,
          '[workspace]\n\n[workspace.package]\nedition = "2021"\n\n[package]\nname = "helper"\nversion = "0.1.0"\nedition.workspace = true\n',
        )
        it.write(`${added}/src/lib.rs`, 'pub fn help() {}\n')
        it.append(`${leaf.dir}/Cargo.toml`, '')
        it.change('Cargo.toml', (text) =>
          text.replace('[workspace]\n', `[workspace]\nexclude = ["${added}"]\n`),
        )
        it.change(`${leaf.dir}/Cargo.toml`, (text) =>
          text.includes('[dependencies]\n')
            ? text.replace(
                '[dependencies]\n',
                `[dependencies]\nhelper = { path = "${posix.relative(leaf.dir, added)}" }\n`,
              )
            : `${text}\n[dependencies]\nhelper = { path = "${posix.relative(leaf.dir, added)}" }\n`,
        )
        it.change('Cargo.lock', (lock) =>
          withPackage(
            withDependency(lock, leaf.name, 'helper'),
            '[[package]]\nname = "helper"\nversion = "0.1.0"\n',
          ),
        )
      },
      edits: [
        {
          id: 'source of a crate of another workspace',
          apply: (it) => it.append(`${added}/src/lib.rs`, 'pub fn more() {}\n'),
        },
        {
          id: 'edition of another workspace',
          apply: (it) => it.replace(`${added}/Cargo.toml`, '"2021"', '"2018"'),
        },
      ],
    },
    {
      id: 'a package inside a crate',
      add(it) {
        it.write(`${core.dir}/js/package.json`, '{ "name": "inside", "version": "1.0.0" }\n')
        it.write(`${core.dir}/js/index.js`, 'export {}\n')
      },
      edits: editsOfFile(`${core.dir}/js/index.js`, '// More.\n'),
    },
  ]
}
