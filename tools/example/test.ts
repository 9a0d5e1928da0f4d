import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startBrowser } from '../kit/browser'
import { serveBuiltApp } from './built-app'

// Opens the built page in a browser and uses it. The crates' own command line program says what the page must show: it
// is the same Rust, compiled for this machine instead of for the browser.

const root = join(__dirname, '..', '..')
const numbers = new Intl.NumberFormat('en')

interface Facts {
  readonly landArea: number
  readonly landShare: number
  readonly highestPeak: { readonly name: string; readonly elevation: number }
  readonly longestRiver: { readonly name: string; readonly length: number }
}

const checks: readonly (readonly [string, (page: Page, url: string) => Promise<void>])[] = [
  [
    'the page shows the facts that the command line prints for the same world',
    async (page, url) => {
      await open(page, `${url}#seed=4`)
      assert.deepEqual(await shownFacts(page), factLines(factsOf(['--seed', '4'])))
    },
  ],
  [
    'another number is another world',
    async (page, url) => {
      await open(page, `${url}#seed=4`)
      const before = await mapPixels(page)
      await page.getByRole('spinbutton', { name: 'World' }).fill('2026')
      await page.waitForURL(/#.*seed=2026/)
      await settled(page)
      assert.deepEqual(await shownFacts(page), factLines(factsOf(['--seed', '2026'])))
      assert.notEqual(await mapPixels(page), before)
    },
  ],
  [
    'a higher sea leaves the land that the command line says',
    async (page, url) => {
      await open(page, `${url}#seed=4`)
      await page.getByRole('slider', { name: 'Sea' }).fill('0.7')
      await settled(page)
      assert.deepEqual(await shownFacts(page), factLines(factsOf(['--seed', '4', '--sea', '0.7'])))
    },
  ],
  [
    'every style paints another map of the same world',
    async (page, url) => {
      await open(page, `${url}#seed=4`)
      const facts = await shownFacts(page)
      const maps = new Set<string>()
      for (const style of ['relief', 'climate', 'parchment']) {
        await page.getByText(style, { exact: true }).click()
        await settled(page)
        maps.add(await mapPixels(page))
      }
      assert.equal(maps.size, 3)
      assert.deepEqual(await shownFacts(page), facts)
    },
  ],
  [
    'the pointer is told what lies under it',
    async (page, url) => {
      await open(page, `${url}#seed=4`)
      await page.mouse.move(...(await pointOnMap(page, 0.5, 0.5)))
      const inland = await page.locator('#readout').textContent()
      await page.mouse.move(...(await pointOnMap(page, 0.02, 0.5)))
      const offshore = await page.locator('#readout').textContent()
      assert.match(inland ?? '', /^[a-z ]+, [\d,]+ m (high|deep)$/)
      assert.match(offshore ?? '', /^deep sea, [\d,]+ m deep$/)
    },
  ],
  [
    'Shift and drag cut through the ground',
    async (page, url) => {
      await open(page, `${url}#seed=4`)
      assert.equal(await page.locator('#profile').isVisible(), false)
      await page.keyboard.down('Shift')
      await page.mouse.move(...(await pointOnMap(page, 0.2, 0.4)))
      await page.mouse.down()
      await page.mouse.move(...(await pointOnMap(page, 0.8, 0.6)), { steps: 5 })
      await page.mouse.up()
      await page.keyboard.up('Shift')
      const caption = (await page.locator('#profile-caption').textContent()) ?? ''
      const [kilometres, climb] = [...caption.matchAll(/\d[\d,]*/g)].map(([text]) =>
        Number(text.replace(',', '')),
      )
      assert.ok(kilometres !== undefined && kilometres > 200 && kilometres < 400, caption)
      assert.ok(climb !== undefined && climb > 100, caption)
      assert.match((await page.locator('#profile-ground').getAttribute('d')) ?? '', /^M0 .+Z$/)
    },
  ],
]

async function main(): Promise<number> {
  const app = await serveBuiltApp(root)
  const browser = await startBrowser()
  let failed = 0
  try {
    for (const [sentence, check] of checks) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      try {
        await check(page, app.url)
        assert.deepEqual(faults, [], 'the page has thrown')
        console.log(`ok      ${sentence}`)
      } catch (error) {
        failed += 1
        console.log(`FAILED  ${sentence}\n${error instanceof Error ? error.message : error}`)
      }
      await page.close()
    }
  } finally {
    await browser.close()
    await app.close()
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`)
  return failed
}

async function open(page: Page, url: string): Promise<void> {
  // A new document each time: another fragment of the same one would not start the page again.
  await page.goto('about:blank')
  await page.goto(url)
  await page.locator('html[data-ready="true"]').waitFor({ timeout: 30_000 })
  await settled(page)
}

/** Two frames: one in which the page makes the world, one in which it is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}

async function shownFacts(page: Page): Promise<string[]> {
  const text = "['land', 'peak', 'river'].map((fact) => document.getElementById('fact-' + fact).innerText)"
  return page.evaluate<string[]>(text)
}

function factLines({ landArea, landShare, highestPeak, longestRiver }: Facts): string[] {
  return [
    `${numbers.format(landArea)} km²\n${(landShare * 100).toFixed(1)} % of the map`,
    `${numbers.format(highestPeak.elevation)} m\n${highestPeak.name}`,
    `${numbers.format(longestRiver.length)} km\n${longestRiver.name}`,
  ]
}

function factsOf(args: readonly string[]): Facts {
  const program = join(root, 'apps', 'atlas-cli', 'dist', 'cargo', 'atlas')
  return JSON.parse(execFileSync(program, ['--json', ...args], { encoding: 'utf8' })) as Facts
}

/** The drawn map. */
async function mapPixels(page: Page): Promise<string> {
  return page.evaluate<string>('document.getElementById("map").toDataURL()')
}

async function pointOnMap(page: Page, across: number, down: number): Promise<[number, number]> {
  const box = await page.locator('#map').boundingBox()
  assert.ok(box, 'the map is not shown')
  return [box.x + box.width * across, box.y + box.height * down]
}

main().then(
  (failed) => process.exit(failed === 0 ? 0 : 1),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
