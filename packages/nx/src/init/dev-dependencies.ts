import { editJson, objectAt, parseJson } from './edit-json'
import { type InitPlan, planFile } from './init-plan'

/** A package to depend on and the version to write; null when the registry has none that fits, with the reason. */
export interface WantedPackage {
  readonly name: string
  readonly version: string | null
  readonly why: string
}

/** package.json with the wanted packages it does not have yet in its `devDependencies`. Made when absent. */
export function planDevDependencies(
  text: string | undefined,
  wanted: readonly WantedPackage[],
  fallbackName: string,
): InitPlan {
  const file = 'package.json'
  const fresh = `${JSON.stringify({ name: fallbackName, version: '0.0.0', private: true }, null, 2)}\n`
  const notes = text === undefined ? ['package.json: created; Nx and the plugin are installed from it'] : []
  let planned = text ?? fresh
  for (const { name, version, why } of wanted) {
    if (dependsOn(planned, name)) continue
    if (version === null) {
      notes.push(`package.json: ${name} was not added: ${why}`)
      continue
    }
    planned = editJson(planned, ['devDependencies', name], version, file)
    notes.push(`package.json: added ${name}@${version} to devDependencies: ${why}`)
  }
  return planFile(file, text, planned, notes)
}

/** Whether package.json lists the package, in whichever table. */
export function dependsOn(packageJson: string, name: string): boolean {
  const manifest = parseJson(packageJson, 'package.json')
  return ['dependencies', 'devDependencies', 'optionalDependencies'].some(
    (table) => name in objectAt(manifest, table),
  )
}
