import { type Options, parseOptions, type TargetInputs } from '../infer/options'
import { editJson, isObject, parseJson } from './edit-json'
import { type InitPlan, planFile } from './init-plan'
import { addProductionInput, PRODUCTION } from './named-inputs'
import { mendHiddenWasmInputs, shieldTargets } from './target-defaults'

const FILE = 'nx.json'

/** nx.json with the plugin registered, and with target defaults that do not undo what it infers. Made when absent. */
export function planNxJson(
  text: string | undefined,
  repository: {
    readonly hasWasmCrates: boolean
    readonly hasPackages: boolean
    /** The content of all wasm packages, where they are known. */
    readonly wasmInputs?: TargetInputs
  },
): InitPlan {
  if (text === undefined) {
    const fresh = {
      $schema: './node_modules/nx/schemas/nx-schema.json',
      ...(repository.hasPackages ? { namedInputs: { production: PRODUCTION } } : {}),
      plugins: ['nx-crane'],
    }
    return planFile(FILE, undefined, `${JSON.stringify(fresh, null, 2)}\n`, [
      'nx.json: created, with the plugin nx-crane',
    ])
  }
  const registered = registerPlugin(text)
  const options = registeredOptions(registered.text)
  const shielded = shieldTargets(registered.text, options, repository.hasWasmCrates)
  const mended = repository.hasWasmCrates
    ? mendHiddenWasmInputs(shielded.text, options, repository.wasmInputs)
    : { text: shielded.text, notes: [] }
  const named = repository.hasPackages ? addProductionInput(mended.text) : { text: mended.text, notes: [] }
  return planFile(FILE, text, named.text, [
    ...registered.notes,
    ...shielded.notes,
    ...mended.notes,
    ...named.notes,
  ])
}

/** Whether nx.json lists the plugin. */
export function isRegistered(nxJson: string | undefined): boolean {
  return nxJson !== undefined && pluginEntries(nxJson).some((plugin) => nameOf(plugin) === 'nx-crane')
}

/** The options the plugin is registered with; the default ones when it is not. */
export function registeredOptions(nxJson: string | undefined): Options {
  const entry =
    nxJson === undefined ? undefined : pluginEntries(nxJson).find((plugin) => nameOf(plugin) === 'nx-crane')
  return parseOptions(isObject(entry) ? entry.options : undefined)
}

/** Last in the list: where two plugins give a crate's directory a target of one name, the later one wins. */
function registerPlugin(text: string): { text: string; notes: string[] } {
  if (isRegistered(text)) return { text, notes: [] }
  const hasList = Array.isArray(parseJson(text, FILE).plugins)
  return {
    text: hasList
      ? editJson(text, ['plugins', -1], 'nx-crane', FILE)
      : editJson(text, ['plugins'], ['nx-crane'], FILE),
    notes: ['nx.json: registered the plugin nx-crane'],
  }
}

function pluginEntries(text: string): readonly unknown[] {
  const plugins = parseJson(text, FILE).plugins
  return Array.isArray(plugins) ? plugins : []
}

function nameOf(plugin: unknown): unknown {
  return isObject(plugin) ? plugin.plugin : plugin
}
