import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CONTESTANTS } from './contestants'
import { type PrecisionData, printData, resultOf, toolData } from './precision-data'
import { describePrecision, withPrecision } from './precision-docs'
import { plotPrecision } from './precision-plot'
import type { ContestantResult } from './precision-table'

const DOCS = resolve(__dirname, '../../../docs')
const DATA = join(DOCS, 'precision.json')

/** Puts what was measured of one tool in place of what was known of it. */
export function writeMeasured(measured: ContestantResult): void {
  const before = readData()
  const data = { ...before, [measured.name]: toolData(measured) }
  const inOrder = CONTESTANTS.flatMap(({ name }) => (data[name] ? [[name, data[name]]] : []))
  writeFileSync(DATA, printData(Object.fromEntries(inOrder)))
  for (const [file, text] of printDocs()) writeFileSync(file, text)
}

/** The files of the docs that say what was measured → their texts. */
export function printDocs(): Map<string, string> {
  const data = readData()
  const results = CONTESTANTS.map((contestant) => resultOf(data, contestant))
  const document = join(DOCS, 'benchmarks.md')
  return new Map([
    [document, withPrecision(readFileSync(document, 'utf8'), describePrecision(results))],
    [join(DOCS, 'precision.svg'), plotPrecision(results)],
  ])
}

function readData(): PrecisionData {
  return existsSync(DATA) ? (JSON.parse(readFileSync(DATA, 'utf8')) as PrecisionData) : {}
}
