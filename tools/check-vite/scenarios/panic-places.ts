import { DevSession } from '../dev-session'
import { CRATE, type FixtureWorkspace } from '../fixture-workspace'
import { addPanickingFunctions, BASE, MIDDLE, PANICKING_FUNCTIONS, placeOf } from '../panicking-functions'
import type { Scenario } from '../scenario'
import { TrapPage } from '../trap-page'

const WORKER = 'other/worker.js'
const WORKER_OWNER = 'other/main.js'
const MANIFEST = 'Cargo.toml'

/** Without a hook and without another module, a dev server says where a panic happened. */
export const panicPlaces: Scenario = {
  name: 'panics, their places',
  async run({ checks, workspace, ...context }) {
    const files = [CRATE, BASE, MIDDLE, WORKER, WORKER_OWNER, MANIFEST]
    const good = files.map((file) => workspace.read(file))
    addPanickingFunctions(workspace)
    {
      await using session = await DevSession.start({ ...context, workspace, app: 'app' })
      const page = new TrapPage(session)
      await session.open()
      await session.shows('revision', 0, 300)

      const place = placeOf(workspace, 'element')
      const element = await page.trap('element')
      const overlay = (await session.overlay({ wait: 'until shown' })) ?? ''
      for (const [where, text] of [
        ['the terminal', element.printed],
        ['the console', element.logged],
        ['the overlay', overlay],
      ] as const) {
        checks.true(
          `${where} tells file and line, the code, and the places of all calls`,
          text.includes(`counter panicked at ${place}`) &&
            text.includes('RuntimeError: unreachable') &&
            /> *\d+ \| {5}\[1, 2, 3\]\[index\]/.test(text) &&
            text.includes(`at base::element (${place})`) &&
            /at counter::element \(crates\/counter\/src\/lib\.rs:\d+:5\)/.test(text) &&
            /core::panicking::panic_bounds_check \(\/rustc\/…\/library\/core\/src\/panicking\.rs:\d+:\d+\)/.test(
              text,
            ),
          text,
        )
      }

      workspace.edit(BASE, /^/, '// One line,\n// and another.\n')
      checks.equal(
        'the next save takes the overlay away',
        await session.overlay({ wait: 'until gone' }),
        null,
      )
      await session.shows('revision', 0)
      const moved = placeOf(workspace, 'element')
      checks.true('and moves the line', moved !== place)
      const rejected = await page.trap('element', { inPromise: true })
      checks.true(
        'it is told of a promise too',
        rejected.printed.includes(`panicked at ${moved}`),
        rejected.printed,
      )

      await session.page.reload()
      await session.shows('revision', 0)
      const from = session.log.length
      await session.value('(() => { try { wasm.element(7) } catch (error) { window.caught = error } })()')
      const unwrapped = await page.trap('unwrapped')
      const printed = session.log.slice(from).join('\n')
      checks.equal(
        'a panic that is caught is not told, one that is not is',
        [printed.includes(placeOf(workspace, 'element')), printed.includes(placeOf(workspace, 'unwrapped'))],
        [false, true],
        printed,
      )

      checks.true(
        'a function of Rust that was inlined is named, with its own place',
        /at unwrap, inlined into base::unwrapped \(\/rustc\/…\/library\/core\/src\/option\.rs:\d+:\d+\)/.test(
          unwrapped.printed,
        ),
        unwrapped.printed,
      )

      await session.page.reload()
      await session.shows('revision', 0)
      workspace.edit(BASE, /^/, 'no Rust\n')
      await session.overlay({ wait: 'until shown' })
      const stale = await page.trap('element')
      checks.true(
        'while it does not compile the place is that of the last build, without the code of today',
        stale.printed.includes(`panicked at ${moved}`) && !/> *\d+ \|/.test(stale.printed),
        stale.printed,
      )
      workspace.edit(BASE, /^no Rust\n/, '')
      await session.overlay({ wait: 'until gone' })
      await session.page.reload()
      await session.shows('revision', 0)
      const mended = await page.trap('element')
      checks.true(
        'and with it once that is what was compiled',
        /> +\d+ \|/.test(mended.printed),
        mended.printed,
      )

      checks.equal(
        'what else is sent is not answered',
        await hostileAnswers(session),
        [404, 400, 400, 204, 204],
      )
      await sameAsHook(session, page, { checks, workspace })
      await session.page.reload()
      await session.shows('revision', 0)
      await session.value('window.previous = wasm')
      workspace.edit(MANIFEST, /$/, '\n[profile.dev.package.base]\nopt-level = 2\n')
      await session.page.waitForFunction('replacements === 1', null, { polling: 5 })
      await page.trap('element')
      const replaced = await page.trap('element', { of: 'previous' })
      checks.true(
        'of a package that was replaced the function is told, and why not the line',
        /^counter panicked in base::element$/m.test(replaced.printed) &&
          replaced.printed.includes('another build has replaced the files that this module was made from'),
        replaced.printed,
      )
      await sameAsHook(session, page, { checks, workspace }, ', in optimised code')
    }
    workspace.write(MANIFEST, good[files.indexOf(MANIFEST)] ?? '')
    workspace.edit(WORKER, 'import { revision }', 'import { element, revision }')
    workspace.edit(WORKER, /$/, '\nonmessage = () => element(7)\n')
    workspace.edit(WORKER_OWNER, /$/, '\nwindow.worker = worker\n')
    {
      await using session = await DevSession.start({ ...context, workspace, app: 'other' })
      await session.open()
      await session.shows('worker', 0, 300)
      const from = session.log.length
      await session.value('worker.postMessage(0)')
      const line = await session.logged(/counter panicked/, from)
      checks.true('a worker is heard as well', line.includes(placeOf(workspace, 'element')), line)
      checks.equal('and its page goes on', await session.overlay({ wait: 'no' }), null)
    }
    files.forEach((file, index) => void workspace.write(file, good[index] ?? ''))
  },
}

/** What Rust itself tells a hook, and what is found without one. */
async function sameAsHook(
  session: DevSession,
  page: TrapPage,
  { checks, workspace }: { checks: Parameters<Scenario['run']>[0]['checks']; workspace: FixtureWorkspace },
  when = '',
): Promise<void> {
  const told: Record<string, string | undefined> = {}
  const found: Record<string, string | undefined> = {}
  for (const name of PANICKING_FUNCTIONS) {
    await session.page.reload()
    await session.shows('revision', 0)
    await session.value('wasm.set_hook()')
    const { logged, printed } = await page.trap(name)
    told[name] = /^hook: panicked at (\S+?):?$/m.exec(logged)?.[1] ?? placeOf(workspace, name)
    found[name] = /^counter (?:panicked|trapped) at (\S+)$/m.exec(printed)?.[1]
  }
  checks.equal(`places are what Rust itself tells a hook, to the column${when}`, found, told)
}

/** Of another form, too long, no JSON, of a module that is not there, and of one that would be elsewhere. */
async function hostileAnswers(session: DevSession): Promise<number[]> {
  const endpoint = new URL('@nx-crane/trap', session.server.resolvedUrls?.local[0])
  const post = async (body: string, type = 'application/json') =>
    (await fetch(endpoint, { method: 'POST', headers: { 'content-type': type }, body })).status
  const stack = (url: string) => JSON.stringify({ reason: 'x', stack: `at f (${url}:wasm-function[1]:0x1)` })
  return [
    await post(stack('http://h/a.wasm'), 'text/plain'),
    await post(JSON.stringify({ reason: 'x', stack: 'x'.repeat(300_000) })),
    await post('{'),
    await post(stack('http://h/packages/counter/0123/counter_bg.wasm')),
    await post(stack('http://h/@fs/etc/passwd?/counter_bg.wasm')),
  ]
}
