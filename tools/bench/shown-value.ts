import type { Page } from 'playwright-core'

/** Waits until the element shows the text; the page may be loaded again meanwhile. */
export async function shownValue(page: Page, id: string, text: string | number): Promise<void> {
  const shows = `document.getElementById(${JSON.stringify(id)})?.textContent === ${JSON.stringify(String(text))}`
  await page.waitForFunction(shows, null, { timeout: 60_000, polling: 5 })
}
