import { installPackages, mayInstallPackages } from './debian-packages.mjs'
import { findProgram, isExecutable } from './program.mjs'
import { SetupError } from './setup-error.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A Chromium for the example's test and the demo's picture. */
export function prepareBrowser() {
  const found = findBrowser()
  if (found !== undefined) return { ready: true, what: found }
  if (!mayInstallPackages()) {
    throw new SetupError('no Chromium or Chrome found', {
      hint: 'install Chromium (on Debian: apt-get install chromium), or name a browser in CHROME_PATH, and run this again',
    })
  }
  installPackages(['chromium', 'fonts-dejavu-core'])
  return { ready: false, what: 'installed chromium' }
}

/** The browser named by CHROME_PATH, else the first on PATH or among the applications. */
export function findBrowser() {
  const named = process.env.CHROME_PATH
  if (named) {
    if (isExecutable(named)) return named
    throw new SetupError(`CHROME_PATH names ${named}, which is no program`, {
      hint: 'mend or unset CHROME_PATH',
    })
  }
  return findProgram(...names) ?? applications.find(isExecutable)
}
