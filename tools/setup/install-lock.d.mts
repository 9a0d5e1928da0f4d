/** Runs `install` while holding the lock file `path`, so that two set-ups do not install the same thing at once. */
export function withInstallLock<T>(path: string, install: () => T | Promise<T>): Promise<T>
