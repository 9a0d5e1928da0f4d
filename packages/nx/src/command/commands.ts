import { affectedCommand } from './affected'
import { cacheCommand } from './cache'
import type { Command } from './command'
import { doctorCommand } from './doctor'
import { flakeCommand } from './flake'
import { graphCommand } from './graph'
import { initCommand } from './init'
import { inputsCommand } from './inputs'
import { keyCommand } from './key'
import { migrateCommand } from './migrate'
import { pruneCommand } from './prune'
import { whyCommand } from './why'

/** The subcommands of `nx-crane` by name. */
export const commands: Readonly<Record<string, Command>> = {
  affected: affectedCommand,
  cache: cacheCommand,
  doctor: doctorCommand,
  flake: flakeCommand,
  graph: graphCommand,
  init: initCommand,
  inputs: inputsCommand,
  key: keyCommand,
  migrate: migrateCommand,
  prune: pruneCommand,
  why: whyCommand,
}
