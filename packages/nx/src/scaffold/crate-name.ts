import { crateNameFault } from '@nx-crane/graph'
import { NxCraneError } from '../nx-crane-error'
import type { Repository } from './repository'

/** The name of a new crate, checked as `cargo new` checks it; other names cannot be compiled, or break on other systems. */
export function newCrateName(name: unknown, { graph }: Repository): string {
  if (typeof name !== 'string') throw refused('a crate needs a name', 'write it after the generator: hello')
  const fault = crateNameFault(name)
  if (fault !== null) throw refused(fault, 'write a name such as "hello" or "image-filters"')
  const plain = name.toLowerCase().replaceAll('-', '_')
  if (RESERVED.has(plain) || plain === '_') {
    throw refused(`a crate cannot be called "${name}": the word is reserved`, 'choose another name')
  }
  if (name.length > 64)
    throw refused(`the name "${name.slice(0, 40)}…" is too long`, 'use at most 64 characters')
  const namesake = graph.crates.find((crate) => crate.name.replaceAll('-', '_') === name.replaceAll('-', '_'))
  if (namesake)
    throw refused(`there is a crate "${namesake.name}" already: ${namesake.id}`, 'choose another name')
  return name
}

/** Rust's keywords, crates that come with it, directories that Cargo makes, and files that Windows cannot have. */
const RESERVED = new Set(
  [
    'abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in',
    'let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe',
    'unsized use virtual where while yield',
    'alloc core proc_macro proc-macro std test',
    'build deps examples incremental',
    'aux con nul prn com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9',
  ].flatMap((words) => words.split(' ')),
)

function refused(message: string, hint: string): NxCraneError {
  return new NxCraneError('INVALID_CRATE_NAME', { message, hint })
}
