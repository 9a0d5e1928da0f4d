import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildResult } from 'esbuild'
import { readPackageManifest } from './package-manifest'

/** The licenses of the packages whose code is in the bundle of `packageRoot`: they ask to be passed on with it. */
export function thirdPartyLicenses(packageRoot: string, bundled: BuildResult<{ metafile: true }>): string {
  const roots = Object.keys(bundled.metafile.inputs).flatMap(
    (input) => input.match(/^(?:\.\.\/)*(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? [],
  )
  return [...new Set(roots)]
    .sort()
    .map((root) => join(packageRoot, root))
    .map((root) => {
      const license = readdirSync(root).find((file) => /^licen[sc]e/i.test(file))
      const { name, version, license: spdx } = readPackageManifest(root)
      return `${name} ${version} (${spdx})\n\n${license ? readFileSync(join(root, license), 'utf8').trim() : ''}\n`
    })
    .join('\n----\n\n')
}
