import { join } from 'node:path'
import { readRegularText } from '@nx-crane/files'

/** The names that the `package.json` in an app's directory depends on; none where it cannot be read. */
export function readDependencyNames(app: string): ReadonlySet<string> {
  try {
    const text = readRegularText(join(app, 'package.json')).replace(/^\uFEFF/, '')
    const { dependencies, devDependencies } = JSON.parse(text) as Record<string, object | undefined>
    return new Set(Object.keys({ ...dependencies, ...devDependencies }))
  } catch {
    return new Set() // nothing is known before it is imported
  }
}
