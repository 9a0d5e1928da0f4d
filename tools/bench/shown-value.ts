import type { Page } from 'playwright-core'

/** The first build compiles all dependencies, and the machine may be busy. */
const PATIENCE_MILLISECONDS = 300_000

/** Waits until the element shows the text; the page may be loaded again meanwhile. */
export async function shownValue(page: Page, id: string, text: string | number): Promise<void> {
  const shows = `document.getElementById(${JSON.stringify(id)})?.textContent === ${JSON.stringify(String(text))}`
  await page.waitForFunction(shows, null, { timeout: PATIENCE_MILLISECONDS, polling: 5 })
}
