import { stripVTControlCharacters } from 'node:util'

/** What a program printed that no user should see: a fault of the program itself, and where in it. */
export function strayTraces(output: string): string[] {
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => BARE.test(line) || (OWN_FRAME.test(line) && !/node:internal/.test(line)))
    .slice(0, 4)
}

const BARE =
  /\b(TypeError|ReferenceError|RangeError|SyntaxError|AssertionError)\b|Cannot read propert|is not a function|is not iterable|Maximum call stack|Invalid string length|heap out of memory|UnhandledPromiseRejection|ERR_INVALID|undefined is not|null is not an object/
const OWN_FRAME = /^\s+at .*nx-crane\/dist\/.*:\d+:\d+\)?$/
