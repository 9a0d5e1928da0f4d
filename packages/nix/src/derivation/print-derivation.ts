import { compareBytes } from '../byte-order'
import { printMethod } from '../store/content-path'
import type { Derivation, DerivationOutput } from './derivation'

/** The contents of the `.drv` file, byte for byte as Nix writes it. */
export function printDerivation(derivation: Derivation): string {
  const { outputs, inputDerivations, inputSources, system, builder, args, environment } = derivation
  const fields = [
    list(byKey(outputs).map(([name, output]) => tuple([quoted(name), ...printOutput(output)]))),
    list(byKey(inputDerivations).map(([path, names]) => tuple([quoted(path), quotedSet(names)]))),
    quotedSet(inputSources),
    quoted(system),
    quoted(builder),
    list(args.map(quoted)),
    list(byKey(environment).map(([name, value]) => tuple([quoted(name), quoted(value)]))),
  ]
  return `Derive${tuple(fields)}`
}

function printOutput(output: DerivationOutput): string[] {
  if (output.addressedBy === 'input') return [quoted(output.path), '""', '""']
  return [quoted(output.path), quoted(printMethod(output)), quoted(output.hash)]
}

function byKey<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compareBytes(a, b))
}

function quotedSet(texts: readonly string[]): string {
  return list([...new Set(texts)].sort(compareBytes).map(quoted))
}

function list(items: readonly string[]): string {
  return `[${items.join(',')}]`
}

function tuple(items: readonly string[]): string {
  return `(${items.join(',')})`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function quoted(text: string): string {
  return `"${text.replace(/["\\\n\r\t]/g, (character) => ESCAPES[character] ?? character)}"`
}
