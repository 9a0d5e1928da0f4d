import { spawn } from 'node:child_process'
import { countTests, type TestCounts } from './counts'
import { failuresIn } from './failures'
import type { Step } from './step'

export interface StepResult {
  readonly seconds: number
  readonly success: boolean
  readonly counts: TestCounts
  readonly failures: readonly string[]
  readonly output: string
}

/** Runs one step and counts the tests in its output, which `listen` has while it comes. */
export async function runStep(
  step: Step,
  { root, listen }: { readonly root: string; readonly listen: (text: string) => void },
): Promise<StepResult> {
  const started = performance.now()
  const child = spawn(process.execPath, step.command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      // What is about Nix asks for it; the rest needs no network because there happens to be a Nix.
      NX_CRANE_BUILDER: 'cargo',
      ...process.env,
      // A daemon would outlive the tests, and answer the next ones from what it remembers.
      NX_DAEMON: 'false',
      NX_TUI: 'false',
    },
  })
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  process.once('SIGINT', forward).once('SIGTERM', forward)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
      listen(text)
    })
  }
  const ended = await new Promise<boolean>((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done(code === 0))
  })
  process.off('SIGINT', forward).off('SIGTERM', forward)
  const seconds = (performance.now() - started) / 1000
  const counts = judge(ended, countTests(output))
  return { seconds, success: counts.failed === 0, counts, failures: failuresIn(output), output }
}

/** The exit code decides; a step that counts nothing is one test. */
function judge(success: boolean, counts: TestCounts): TestCounts {
  if (success && counts.failed > 0) return counts
  if (success) return { passed: Math.max(1, counts.passed), failed: 0 }
  return { passed: counts.passed, failed: Math.max(1, counts.failed) }
}
