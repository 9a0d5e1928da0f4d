import { printString } from './print-string'

/** The name of an attribute: quoted unless it is one that Nix takes as it is. */
export function printName(name: string): string {
  return isIdentifier(name) ? name : printString(name)
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) && !KEYWORDS.has(name)
}

const KEYWORDS = new Set(['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with'])
