import type { Diagnostic } from '../diagnostic'
import { moduleFiles } from './package-layout'
import type { WasmCrateIdentity, WasmEvidence } from './wasm-evidence'
import type { WasmPackage } from './wasm-package'

/**
 * The entry points of the package beside the crate that name what no build leaves, as one diagnostic; none where other tools run
 * which may write them.
 */
export function unwrittenEntries(
  crate: WasmCrateIdentity,
  evidence: WasmEvidence,
  { outName, places }: WasmPackage,
): Diagnostic[] {
  const unwritten = evidence.entries.filter(({ field, dir, stem, ending }) => {
    if (field === 'files' || (evidence.hasOtherTools && !ending.startsWith('_bg.') && stem !== outName))
      return false
    const glue = places.find((place) => place.dir === dir)?.glue
    return glue === undefined || !moduleFiles(glue, outName).includes(`${stem}${ending}`)
  })
  const [first] = unwritten
  if (!first) return []
  const names = [...new Set(unwritten.map(({ path }) => JSON.stringify(path)))]
  const written = places.map(({ dir }) => (dir === '.' ? `${outName}.js` : `${dir}/${outName}.js`)).join(', ')
  const isOtherName = unwritten.every(({ stem }) => stem === first.stem) && first.stem !== outName
  const setting = isOtherName ? `out-name = ${JSON.stringify(first.stem)}` : `out-dir, out-name or targets`
  return [
    {
      file: first.manifest,
      line: first.line,
      code: 'ENTRY_NOT_WRITTEN',
      message: `${names.join(', ')} ${names.length === 1 ? 'is an entry point that is neither' : 'are entry points that are neither'} in the repository nor written by the build of the crate, which writes ${written}`,
      hint: `name a file that is written, or set ${setting} in [package.metadata.nx-crane.wasm] of ${crate.id}`,
    },
  ]
}
