import { runSteps } from './bad-steps'

// Runs in a process of its own, as a user who is not root: what may not be read is not read. Prints what each step made, as JSON.

runSteps(process.argv[2] ?? '.').then((results) => {
  const plain = results.map(({ error, byProject, ...rest }) => ({
    ...rest,
    thrown: error instanceof Error ? `${error.name}: ${error.stack}` : null,
    name: error instanceof Error ? error.name : null,
    byProject: [...byProject],
  }))
  process.stdout.write(JSON.stringify(plain))
})
