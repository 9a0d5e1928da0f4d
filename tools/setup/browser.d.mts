/** The browser named by CHROME_PATH, else the first on PATH or among the applications. */
export function findBrowser(): string | undefined
