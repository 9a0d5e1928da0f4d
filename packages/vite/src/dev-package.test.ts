import { setTimeout as delay } from 'node:timers/promises'
import type { WasmDevBuild } from '@nx-crane/build'
import { expect, test } from 'vitest'
import { type DevBuilder, DevPackage } from './dev-package'
import type { BrowserGlue } from './locate-import'

/** Builds what it is told to, when it is told to. */
class ScriptedBuilder implements DevBuilder {
  readonly log: string[] = []
  readonly #pending: ((build: WasmDevBuild) => void)[] = []

  build({ glues, signal }: Parameters<DevBuilder['build']>[0]): Promise<WasmDevBuild> {
    this.log.push(`build ${glues}`)
    return new Promise((resolve) => {
      const end = (build: WasmDevBuild) => {
        this.#pending.splice(this.#pending.indexOf(end), 1)
        resolve(build)
      }
      this.#pending.push(end)
      signal.addEventListener('abort', () => {
        this.log.push('cancel')
        end({ status: 'cancelled' })
      })
    })
  }

  forgetSetup(): void {
    this.log.push('forget')
  }

  async finish(build: WasmDevBuild): Promise<void> {
    while (this.#pending.length === 0) await delay(2)
    for (const end of [...this.#pending]) end(build)
    await delay(2)
  }
}

const built = (content: string, glues: readonly BrowserGlue[] = ['bundler']): WasmDevBuild => ({
  status: 'built',
  dirs: new Map(glues.map((glue) => [glue, `${content}/${glue}`])),
  warnings: [],
  inputs: [],
})
const failed: WasmDevBuild = { status: 'failed', errors: [], log: 'no' }

function served() {
  const builder = new ScriptedBuilder()
  const events: string[] = []
  const each = new DevPackage(builder, {
    built: (_, glues) => events.push(`built ${glues}`),
    failed: () => events.push('failed'),
    warned: () => {},
    noticed: () => {},
    begun: () => {},
    finished: () => {},
  })
  return { builder, events, package: each }
}

test('nothing is built before it is asked for, and once for all who ask', async () => {
  const { builder, package: each } = served()
  each.changed({ setup: false })
  const asked = [each.ensure('bundler'), each.ensure('bundler')]
  await builder.finish(built('a'))
  await Promise.all(asked)
  expect(builder.log).toEqual(['build bundler'])
  expect(each.good?.dirs.get('bundler')).toBe('a/bundler')
})

test('what changes while it is built is built again, and nobody sees what came of the first', async () => {
  const { builder, events, package: each } = served()
  const asked = each.ensure('bundler')
  await builder.finish(built('a'))
  await asked
  each.changed({ setup: false })
  each.changed({ setup: false })
  await delay(30)
  each.changed({ setup: true })
  await builder.finish(built('c'))
  await each.settled()
  expect(builder.log).toEqual(['build bundler', 'build bundler', 'forget', 'cancel', 'build bundler'])
  expect(events).toEqual(['built ', 'built bundler'])
})

test('the same bytes replace nothing', async () => {
  const { builder, events, package: each } = served()
  const asked = each.ensure('bundler')
  await builder.finish(built('a'))
  await asked
  each.changed({ setup: false })
  await builder.finish(built('a'))
  expect(events).toEqual(['built ', 'built '])
})

test('what was good stays when the next build fails', async () => {
  const { builder, events, package: each } = served()
  const asked = each.ensure('bundler')
  await builder.finish(built('a'))
  await asked
  each.changed({ setup: false })
  await builder.finish(failed)
  expect(each.good?.dirs.get('bundler')).toBe('a/bundler')
  expect(each.failure).toEqual(failed)
  each.changed({ setup: false })
  await builder.finish(built('b'))
  expect(each.failure).toBeNull()
  expect(events).toEqual(['built ', 'failed', 'built bundler'])
})

test('a second glue does not replace the first', async () => {
  const { builder, events, package: each } = served()
  const first = each.ensure('bundler')
  await builder.finish(built('a'))
  await first
  const second = each.ensure('web')
  await builder.finish(built('a', ['bundler', 'web']))
  await second
  expect(builder.log).toEqual(['build bundler', 'build bundler,web'])
  expect(events).toEqual(['built ', 'built '])
})

test('a failure is told to all who wait, and who asks later does not wait', async () => {
  const { builder, package: each } = served()
  const asked = each.ensure('bundler')
  await builder.finish(failed)
  await asked
  await each.ensure('bundler')
  expect(each.good).toBeNull()
  expect(builder.log).toEqual(['build bundler'])
})

test('what is closed cancels its build and begins no other', async () => {
  const { builder, events, package: each } = served()
  const asked = each.ensure('bundler')
  await delay(5)
  each.close()
  await asked
  each.changed({ setup: false })
  expect(builder.log).toEqual(['build bundler', 'cancel'])
  expect(events).toEqual([])
})
