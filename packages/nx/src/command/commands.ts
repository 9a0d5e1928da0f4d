import { affectedCommand } from './affected'
import type { Command } from './command'
import { doctorCommand } from './doctor'
import { flakeCommand } from './flake'
import { graphCommand } from './graph'
import { initCommand } from './init'
import { inputsCommand } from './inputs'
import { keyCommand } from './key'
import { migrateCommand } from './migrate'
import { whyCommand } from './why'

/** The subcommands of `nx-crane` by name. */
export const commands: Readonly<Record<string, Command>> = {
  affected: affectedCommand,
  doctor: doctorCommand,
  flake: flakeCommand,
  graph: graphCommand,
  init: initCommand,
  inputs: inputsCommand,
  key: keyCommand,
  migrate: migrateCommand,
  why: whyCommand,
}
