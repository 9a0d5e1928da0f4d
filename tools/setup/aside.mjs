import { Worker } from 'node:worker_threads'
import { SetupError } from './setup-error.mjs'

/**
 * What a function of a module of set-up gives. It runs in a thread of its own: parts of set-up wait for programs, and nothing else would
 * go on meanwhile.
 * @template State @param {string} module such as `./browser.mjs` @param {string} name @returns {Promise<State>}
 */
export function aside(module, name) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./aside-worker.mjs', import.meta.url), {
      workerData: { module, name },
    })
    worker.once('message', ({ state, fault }) => {
      if (fault === undefined) resolve(state)
      else reject(new SetupError(fault.message, { hint: fault.hint }))
    })
    worker.once('error', reject)
  })
}
