import { readFileSync } from 'node:fs'
import type { CreateDependenciesContext, CreateNodesContext, ProjectConfiguration } from '@nx/devkit'
import { inferDependencies } from '../../packages/nx/src/infer/dependencies'
import { inferNodes } from '../../packages/nx/src/infer/nodes'
import { type ProgramInput, printUsage } from './self-measured'

/** What nx-crane does in Nx's plugin worker: both callbacks, one after the other, without Nx around them. */
async function main(): Promise<void> {
  const { root, files } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ProgramInput
  const nxJsonConfiguration = {}
  await printUsage(async () => {
    const nodes = await inferNodes(files, undefined, {
      workspaceRoot: root,
      nxJsonConfiguration,
    } as CreateNodesContext)
    const projects: Record<string, ProjectConfiguration> = {}
    for (const [, result] of nodes)
      for (const [projectRoot, project] of Object.entries(result.projects ?? {}))
        if (project.name) projects[project.name] = { ...project, root: projectRoot }
    inferDependencies(undefined, {
      workspaceRoot: root,
      nxJsonConfiguration,
      projects,
      fileMap: { nonProjectFiles: files.map((file) => ({ file, hash: '' })), projectFileMap: {} },
    } as unknown as CreateDependenciesContext)
  })
}

void main()
