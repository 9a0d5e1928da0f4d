import type { TypeScriptPackage } from '@nx-crane/graph'
import { isObject, objectAt } from '../init/edit-json'

/** The scripts of a package that Nx makes targets of: those its `nx.includedScripts` lists, or all. */
export function includedScripts(
  npmPackage: TypeScriptPackage,
  manifestText: string,
): Readonly<Record<string, string>> {
  if (!manifestText.includes('includedScripts')) return npmPackage.scripts
  const included = parseNxField(manifestText).includedScripts
  if (!Array.isArray(included)) return npmPackage.scripts
  return Object.fromEntries(Object.entries(npmPackage.scripts).filter(([name]) => included.includes(name)))
}

/** Whether `nx.targets` of the package has the results of its script cached. */
export function cachesScript(script: string, manifestText: string): boolean {
  if (!manifestText.includes('"cache"')) return false
  return objectAt(objectAt(parseNxField(manifestText), 'targets'), script).cache === true
}

/** The text has been parsed before, or its package would not be asked about. */
function parseNxField(manifestText: string): Readonly<Record<string, unknown>> {
  const manifest: unknown = JSON.parse(manifestText.replace(/^\uFEFF/, ''))
  return isObject(manifest) ? objectAt(manifest, 'nx') : {}
}

/** Whether a script starts Nx: as a target it would start itself again. */
export function startsNx(command: string): boolean {
  return /(?:^|&&|;|\|\|)\s*(?:npx |pnpm (?:exec )?|yarn (?:run )?|bunx )?nx /.test(command)
}
