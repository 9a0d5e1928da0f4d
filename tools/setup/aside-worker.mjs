// The thread of `aside`: an error of set-up would arrive there without its class.
import { parentPort, workerData } from 'node:worker_threads'
import { SetupError } from './setup-error.mjs'

const part = await import(workerData.module)
try {
  parentPort?.postMessage({ state: await part[workerData.name]() })
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  parentPort?.postMessage({ fault: { message: error.message, hint: error.hint } })
}
