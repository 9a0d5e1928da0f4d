import { NxWorkspace } from './nx-workspace'

/** Runs Nx in a copy of the example, as a user without a daemon does. */
export function exampleWorkspace(root: string, environment: NodeJS.ProcessEnv = {}): NxWorkspace {
  return new NxWorkspace({
    root,
    stateDirectory: `${root}-state`,
    plugins: ['nx-crane'],
    daemon: false,
    isolatePlugins: true,
    environment,
  })
}
