import type { TypeScriptPackage } from '@nx-crane/cargo'

/** The scripts of a package that Nx makes targets of: those its `nx.includedScripts` lists, or all. */
export function includedScripts(
  npmPackage: TypeScriptPackage,
  manifestText: string,
): Readonly<Record<string, string>> {
  if (!manifestText.includes('includedScripts')) return npmPackage.scripts
  const manifest = JSON.parse(manifestText.replace(/^\uFEFF/, '')) as { nx?: { includedScripts?: unknown } }
  const included = manifest.nx?.includedScripts
  if (!Array.isArray(included)) return npmPackage.scripts
  return Object.fromEntries(Object.entries(npmPackage.scripts).filter(([name]) => included.includes(name)))
}
