import { parseArgs } from 'node:util'
import { messageOf } from '@nx-crane/files'
import {
  buildCrateGraph,
  buildWorkspaceGraph,
  findManifests,
  type GraphReport,
  graphReport,
  readSourceTree,
  sourceImports,
} from '@nx-crane/graph'
import type { Command } from './command'
import { printGraph } from './print-graph'
import { repositoryRoot } from './repository-root'
import { UsageError } from './usage-error'

export const graphCommand: Command = {
  usage: 'nx-crane graph [--root DIR] [--json]',
  summary: 'Prints the crates and npm packages in a directory and their dependencies.',
  run(argv) {
    const options = parseOptions(argv)
    const report = readGraphReport(options.root)
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : printGraph(report))
    return 0
  },
}

/** The graph of any directory; needs neither Nx nor Cargo there. */
function readGraphReport(root: string): GraphReport {
  const tree = readSourceTree(root)
  const manifests = findManifests(tree)
  const crateGraph = buildCrateGraph(tree, manifests.cargo)
  const workspaceGraph = buildWorkspaceGraph(tree, crateGraph, manifests.npm, {
    importsOf: (manifest) => sourceImports(tree, manifest),
  })
  return graphReport(crateGraph, workspaceGraph)
}

function parseOptions(argv: readonly string[]): { root: string; json: boolean } {
  const { root, json } = parseArguments(argv)
  return { root: repositoryRoot(root), json }
}

function parseArguments(argv: readonly string[]): { root: string; json: boolean } {
  try {
    return parseArgs({
      args: [...argv],
      options: { root: { type: 'string', default: '.' }, json: { type: 'boolean', default: false } },
    }).values
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}
