import { DevSession } from '../dev-session'
import { CRATE } from '../fixture-workspace'
import type { Scenario } from '../scenario'

/** What does not compile is shown where the user looks, and goes when it is mended. */
export const faults: Scenario = {
  name: 'crates that do not compile',
  async run({ checks, workspace, ...context }) {
    const good = workspace.read(CRATE)
    {
      await using session = await DevSession.start({ ...context, workspace, app: 'app' })
      await session.open()
      await session.shows('revision', 0, 300)

      let from = session.log.length
      workspace.edit('crates/base/src/lib.rs', '"zero"', '1 + "zero"')
      const overlay = (await session.overlay({ wait: 'until shown' })) ?? ''
      checks.true(
        'the overlay shows the error with its file, line and code',
        /counter does not compile: error\[E0\d+\]/.test(overlay) &&
          overlay.includes('crates/base/src/lib.rs:2:') &&
          /2 \|\s+1 \+ "zero"/.test(overlay),
        overlay,
      )
      const printed = session.log.slice(from).join('\n')
      checks.true('so does the terminal', /2 \|\s+1 \+ "zero"/.test(printed), printed)
      await session.value("document.getElementById('next').click()")
      await session.shows('count', 43)
      checks.equal('the page works on with the last good package', await counts(session), [1, 0])

      const second = await context.browser.newPage()
      await second.goto(session.server.resolvedUrls?.local[0] ?? '')
      await second.locator('vite-error-overlay').waitFor({ state: 'attached' })
      // The overlay may be there before the page's own modules have run.
      await second.locator('#revision', { hasText: /^0$/ }).waitFor()
      checks.true('a page opened now runs too, and says the same', true)
      await second.close()

      workspace.edit('crates/base/src/lib.rs', '1 + "zero"', '"one"')
      await session.shows('sentence', 'one of base')
      checks.equal('mended, the overlay is gone', await session.overlay({ wait: 'until gone' }), null)
      checks.equal(
        'and the state is not',
        [await counts(session), await session.value('document.all.count.textContent')],
        [[1, 1], '43'],
      )

      workspace.edit('crates/base/src/lib.rs', '"one"', '"one')
      await session.overlay({ wait: 'until shown' })
      workspace.edit('crates/base/src/lib.rs', '"one', '"one"')
      checks.equal('edited back, the overlay is gone', await session.overlay({ wait: 'until gone' }), null)
      checks.equal('and nothing is replaced', await counts(session), [1, 1])

      from = session.log.length
      workspace.edit('crates/base/src/lib.rs', '"one"', 'let unused = 1;\n    "two"')
      await session.shows('sentence', 'two of base')
      const warning = session.log.slice(from).join('\n')
      checks.true('a warning is printed', /unused variable: `unused`/.test(warning), warning)
      checks.equal('and is not in the way', await session.overlay({ wait: 'no' }), null)
      workspace.edit('crates/base/src/lib.rs', 'let unused = 1;\n    "two"', '"zero"')
      await session.shows('sentence', 'zero of base')
    }
    workspace.write(CRATE, 'this is no Rust')
    await using session = await DevSession.start({ ...context, workspace, app: 'app' })
    await session.open()
    const overlay = (await session.overlay({ wait: 'until shown' })) ?? ''
    checks.true(
      'a crate that does not compile at the start is shown',
      overlay.includes(`${CRATE}:1:`),
      overlay,
    )
    workspace.write(CRATE, good)
    await session.shows('revision', 0)
    checks.equal('mended, the page comes', await session.overlay({ wait: 'until gone' }), null)
  },
}

function counts(session: DevSession): Promise<number[]> {
  return session.value('[loads, replacements]')
}
