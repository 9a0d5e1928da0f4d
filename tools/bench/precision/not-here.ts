import { installedPackages } from '../installed-packages'

/** A tool that cannot be had on this machine; the message says why. */
export class NotHere extends Error {}

/** A `node_modules` with the packages of a tool. */
export function packagesOf(tool: string, versions: Readonly<Record<string, string>>): string {
  try {
    return installedPackages(`precision-${tool}-${Object.values(versions).join('-')}`, versions)
  } catch (error) {
    throw new NotHere('npm cannot install it here', { cause: error })
  }
}
