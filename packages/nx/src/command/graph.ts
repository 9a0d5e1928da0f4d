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
import { parseUsage } from './parse-usage'
import { printGraph } from './print-graph'

export const graphCommand: Command = {
  usage: 'nx-crane graph [--root DIR] [--json]',
  summary: 'Prints the crates and npm packages in a directory and their dependencies.',
  run(argv) {
    const { root, json } = parseUsage(argv, { json: { type: 'boolean', default: false } })
    const report = readGraphReport(root)
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : printGraph(report))
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
