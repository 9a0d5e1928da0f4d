import { type Browser, chromium } from 'playwright-core'

/** Starts the Chromium that set-up found, without a window and with an empty profile. */
export async function startBrowser(): Promise<Browser> {
  const { findBrowser } = await import('../setup/browser.mjs')
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('no Chromium found: run "npm run setup"')
  return chromium.launch({ executablePath, headless: true, args: FLAGS })
}

const FLAGS = [
  // Chromium's own sandbox does not start as root, and containers often have nothing else.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
