import type { Diagnostic } from '../diagnostic'
import { findLine } from '../manifest/find-line'
import { asTable, isTable, type TomlTable, tableOf } from '../manifest/toml-table'
import { resolvePath } from '../repository-path'
import { glueNamed, WASM_GLUES, type WasmGlue } from './wasm-glue'

/** What `[package.metadata.nx-crane.wasm]` of a crate says of its package; null for what it leaves open. */
export interface WasmSettings {
  /** Relative to the crate's directory. */
  readonly outDir: string | null
  readonly outName: string | null
  readonly targets: readonly WasmTargetSetting[] | null
  /** A program and its arguments, run in the crate's directory once the package is written. */
  readonly post: readonly string[] | null
}

export interface WasmTargetSetting {
  readonly glue: WasmGlue
  /** Relative to the crate's directory; null where only the target is named. */
  readonly dir: string | null
}

export const NO_WASM_SETTINGS: WasmSettings = { outDir: null, outName: null, targets: null, post: null }

export interface ParsedWasmSettings {
  readonly settings: WasmSettings
  /** One for each fault; what is faulty is left open. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface SettingsPlace {
  /** `[package.metadata]` as parsed. */
  readonly metadata: unknown
  /** Of the crate, relative to the root. */
  readonly manifest: string
  /** Of the manifest, to name the line of a fault. */
  readonly text: string
}

/** Reads the table, and says of each key that is unknown or of the wrong type where it stands and what it may hold. */
export function parseWasmSettings(place: SettingsPlace): ParsedWasmSettings {
  const own = tableOf(asTable(place.metadata), 'nx-crane')
  if (own === undefined || !('wasm' in own)) return { settings: NO_WASM_SETTINGS, diagnostics: [] }
  const faults: Fault[] = []
  if (!isTable(own.wasm)) {
    faults.push({ key: [], message: 'is not a table', hint: `write a table with ${KEYS}` })
    return { settings: NO_WASM_SETTINGS, diagnostics: faults.map((fault) => toDiagnostic(fault, place)) }
  }
  const dir = place.manifest.slice(0, Math.max(0, place.manifest.lastIndexOf('/')))
  const settings = readSettings(own.wasm, { dir, fault: (fault) => faults.push(fault) })
  return { settings, diagnostics: faults.map((fault) => toDiagnostic(fault, place)) }
}

interface Fault {
  readonly key: readonly (string | number)[]
  readonly message: string
  readonly hint: string
}

interface Reading {
  readonly dir: string
  fault(fault: Fault): void
}

const KEYS = '"out-dir", "out-name", "targets" and "post"'

function readSettings(table: TomlTable, reading: Reading): WasmSettings {
  for (const key of Object.keys(table)) {
    if (!['out-dir', 'out-name', 'targets', 'post'].includes(key))
      reading.fault({ key: [key], message: 'is not known', hint: `the keys here are ${KEYS}` })
  }
  return {
    outDir: directoryAt(table['out-dir'], ['out-dir'], reading),
    outName: nameAt(table['out-name'], reading),
    targets: targetsAt(table.targets, reading),
    post: commandAt(table.post, reading),
  }
}

/** A directory of the repository; one that leads out of it is never written to. */
function directoryAt(value: unknown, key: Fault['key'], { dir, fault }: Reading): string | null {
  if (value === undefined) return null
  const path = typeof value === 'string' && !/[\0\\]/.test(value) ? resolvePath(dir, value) : null
  if (path !== null && value !== '') return String(value).replace(/^(\.\/)+|(?<!\/)\/+$/g, '') || '.'
  const hint = 'write a directory of the repository, relative to the crate: "pkg", "dist/web"'
  fault({ key, message: `is ${JSON.stringify(value)}, which is not a directory in the repository`, hint })
  return null
}

function nameAt(value: unknown, { fault }: Reading): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && isFileStem(value)) return value
  const hint = 'write the name of the files without extension: "engine" for engine.js and engine_bg.wasm'
  fault({ key: ['out-name'], message: `is ${JSON.stringify(value)}, which is not a file name`, hint })
  return null
}

/** What may stand before `_bg.wasm`: it becomes a name of files, in globs of Nx too. */
export function isFileStem(name: string): boolean {
  return /^[A-Za-z0-9_@$][A-Za-z0-9_@$.-]*$/.test(name)
}

function targetsAt(value: unknown, reading: Reading): WasmTargetSetting[] | null {
  if (value === undefined) return null
  const hint = `write a list such as ["web"] or [{ target = "nodejs", dir = "node" }]; targets are ${WASM_GLUES.join(', ')}`
  if (!Array.isArray(value) || value.length === 0) {
    reading.fault({ key: ['targets'], message: 'is not a list of targets', hint })
    return null
  }
  const targets = value.flatMap((item: unknown, index): WasmTargetSetting[] => {
    const target = isTable(item) ? item.target : item
    const glue = glueNamed(target)
    const unknown = isTable(item)
      ? Object.keys(item).find((key) => key !== 'target' && key !== 'dir')
      : undefined
    if (glue === undefined || unknown !== undefined) {
      const what = unknown === undefined ? `is ${JSON.stringify(target)}` : `has ${JSON.stringify(unknown)}`
      reading.fault({
        key: ['targets', index],
        message: `${what}, which wasm-bindgen has no target for`,
        hint,
      })
      return []
    }
    const dir = isTable(item) ? directoryAt(item.dir, ['targets', index, 'dir'], reading) : null
    return [{ glue, dir }]
  })
  return targets.length === value.length ? targets : null
}

function commandAt(value: unknown, { fault }: Reading): string[] | null {
  if (value === undefined) return null
  const isCommand =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((word) => typeof word === 'string' && !word.includes('\0')) &&
    value[0] !== ''
  if (isCommand) return value.map(String)
  const hint = 'write a program and its arguments as a list: ["node", "scripts/patch.mjs"]'
  fault({ key: ['post'], message: 'is not a command', hint })
  return null
}

function toDiagnostic({ key, message, hint }: Fault, { manifest, text }: SettingsPlace): Diagnostic {
  const names = key.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('')
  return {
    file: manifest,
    line: findLine(text, ['package', 'metadata', 'nx-crane', 'wasm', ...key]),
    code: 'INVALID_WASM_SETTINGS',
    message: `package.metadata.nx-crane.wasm${names} ${message}`,
    hint,
  }
}
