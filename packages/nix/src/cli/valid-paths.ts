import type { NixInstallation } from './nix-installation'
import { storeError } from './store-error'

/** Systems limit how long all arguments of a program may be together: to a megabyte on macOS. */
const AT_ONCE = 2000

/** Which of these paths the store holds. Only the store knows: files may lie there that are not whole. */
export async function validPaths(nix: NixInstallation, storePaths: readonly string[]): Promise<Set<string>> {
  const valid = new Set(storePaths)
  for (let start = 0; start < storePaths.length; start += AT_ONCE) {
    const some = storePaths.slice(start, start + AT_ONCE)
    const { code, stdout, stderr } = await nix.run('nix-store', [
      '--check-validity',
      '--print-invalid',
      ...some,
    ])
    if (code !== 0) throw storeError(stderr)
    for (const path of stdout.split('\n')) valid.delete(path)
  }
  return valid
}
