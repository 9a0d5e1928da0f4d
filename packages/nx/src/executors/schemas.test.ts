import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { TARGET_KINDS, WASM_GLUES } from '@nx-crane/graph'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { executorOf, GROUP_EXECUTOR } from '../infer/options'

/** Nx checks options by the schema, and the code believes its types: what one has and the other lacks is found here. */

interface Entry {
  readonly implementation: string
  readonly batchImplementation?: string
  readonly schema: string
}

interface Property {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly items?: { readonly enum?: readonly string[] }
}

interface Schema {
  readonly properties?: Readonly<Record<string, Property>>
  readonly required?: readonly string[]
}

const packageRoot = resolve(import.meta.dirname, '../..')
const { executors } = readJson<{ executors: Record<string, Entry> }>('executors.json')
let checker: ts.TypeChecker
let program: ts.Program

beforeAll(() => {
  const config = resolve(packageRoot, '../../tsconfig.json')
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    dirname(config),
  )
  const files = Object.values(executors).flatMap(({ implementation, batchImplementation }) =>
    [implementation, batchImplementation ?? implementation].map(sourceOf),
  )
  program = ts.createProgram([...new Set(files)], { ...options, noEmit: true })
  checker = program.getTypeChecker()
}, 120_000)

test('executors.json has the executor of every kind of target, and no other', () => {
  const used = [...TARGET_KINDS.map(executorOf), GROUP_EXECUTOR, 'nx-crane:diagnostic']
  expect(Object.keys(executors).map((name) => `nx-crane:${name}`)).toEqual(
    expect.arrayContaining([...new Set(used)]),
  )
  expect(Object.keys(executors)).toHaveLength(new Set(used).size)
})

describe.each(Object.entries(executors))('the executor %s', (_, entry) => {
  test('has a file for each implementation', () => {
    for (const path of [entry.implementation, entry.batchImplementation ?? entry.implementation]) {
      expect(existsSync(sourceOf(path)), sourceOf(path)).toBe(true)
    }
  })

  test('takes the options that its schema has, and no others', () => {
    expect(shapeOfSchema(entry.schema)).toEqual(shapeOfType(parameterOf(entry.implementation, 0)))
  })

  test.skipIf(entry.batchImplementation === undefined)('takes the same ones in a batch', () => {
    const inputs = parameterOf(entry.batchImplementation ?? '', 1)
    const options = checker.getIndexTypeOfType(inputs, ts.IndexKind.String)
    expect(options && shapeOfType(options)).toEqual(shapeOfType(parameterOf(entry.implementation, 0)))
  })
})

test('the executor wasm takes every glue of `GLUES`', () => {
  const { properties } = readJson<Schema>('schema/wasm.json')
  expect(properties?.glues?.items?.enum).toEqual(WASM_GLUES)
})

/** Of each option its type as a schema says it, with a `?` where it may be left out. */
type Shape = Readonly<Record<string, string>>

function shapeOfSchema(path: string): Shape {
  const { properties = {}, required = [] } = readJson<Schema>(path)
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type, enum: values }]) => [
      name,
      `${values ? alternatives(values) : type}${required.includes(name) ? '' : '?'}`,
    ]),
  )
}

function shapeOfType(type: ts.Type): Shape {
  return Object.fromEntries(
    checker.getPropertiesOfType(type).map((property) => {
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0
      const own = checker.getNonNullableType(checker.getTypeOfSymbol(property))
      return [property.name, `${schemaType(own)}${isOptional ? '?' : ''}`]
    }),
  )
}

function schemaType(type: ts.Type): string {
  if ((type.flags & ts.TypeFlags.BooleanLike) !== 0) return 'boolean'
  const parts = type.isUnion() ? type.types : [type]
  if (parts.every((part) => part.isStringLiteral())) {
    return alternatives(parts.map((part) => (part as ts.StringLiteralType).value))
  }
  if ((type.flags & ts.TypeFlags.StringLike) !== 0) return 'string'
  if ((type.flags & ts.TypeFlags.NumberLike) !== 0) return 'number'
  return checker.isArrayLikeType(type) ? 'array' : 'object'
}

function alternatives(values: readonly string[]): string {
  return [...values].sort().join(' | ')
}

function parameterOf(implementation: string, index: number): ts.Type {
  const file = program.getSourceFile(sourceOf(implementation))
  const module = file && checker.getSymbolAtLocation(file)
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === 'default')
  const signature = symbol && checker.getTypeOfSymbol(symbol).getCallSignatures()[0]
  if (!signature) throw new Error(`${sourceOf(implementation)} has no default function`)
  const parameter = signature.getParameters()[index]
  return parameter ? checker.getTypeOfSymbol(parameter) : checker.getTypeFromTypeNode(NOTHING)
}

const NOTHING = ts.factory.createTypeLiteralNode([])

function sourceOf(implementation: string): string {
  return join(packageRoot, `${implementation.replace('./dist/', 'src/')}.ts`)
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(packageRoot, path), 'utf8')) as T
}
