import { matchesProgram } from './glob-match'
import type { GlobNode } from './glob-node'
import { toProgram } from './glob-program'

/** A test for texts that a glob matches as a whole, in time that grows with the glob and the text and no faster. */
export function globMatcher(node: GlobNode): (text: string) => boolean {
  if (node.is === 'text') return (text) => text === node.text
  const parts = node.is === 'all' ? node.parts : [node]
  const prefix = textOf(parts[0])
  const suffix = textOf(parts.at(-1))
  const least = lengthOf(node)
  const program = toProgram(node)
  return (text) =>
    // Most texts are told apart by this alone.
    text.length >= least && text.endsWith(suffix) && text.startsWith(prefix) && matchesProgram(program, text)
}

function textOf(node: GlobNode | undefined): string {
  return node?.is === 'text' ? node.text : ''
}

/** No shorter text matches. */
function lengthOf(node: GlobNode): number {
  switch (node.is) {
    case 'text':
      return node.text.length
    case 'one':
      return 1
    case 'all':
      return node.parts.reduce((sum, part) => sum + lengthOf(part), 0)
    case 'any':
      return node.parts.reduce((least, part) => Math.min(least, lengthOf(part)), Number.POSITIVE_INFINITY)
    case 'unless':
      return lengthOf(node.instead)
    case 'some':
      return lengthOf(node.part)
    default:
      return 0
  }
}
