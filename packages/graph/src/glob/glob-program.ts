import type { GlobNode } from './glob-node'

/** One step of a match. `next` and the like are indices of other steps. */
export type Step =
  | { readonly does: 'end' }
  | { readonly does: 'text'; readonly text: string; readonly next: number }
  | { readonly does: 'one'; readonly accepts: (character: number) => boolean; readonly next: number }
  | { readonly does: 'start' | 'undotted'; readonly next: number }
  /** Tries one way, then the other. `slot` numbers the steps that remember what came of them. */
  | { readonly does: 'try'; first: number; readonly second: number; readonly slot: number }
  | { readonly does: 'unless'; readonly not: number; readonly next: number; readonly slot: number }

export interface GlobProgram {
  readonly steps: readonly Step[]
  readonly first: number
  /** How many steps have a slot. */
  readonly slots: number
}

/** The steps that match a glob: as many as it has nodes, since alternatives share what follows them. */
export function toProgram(node: GlobNode): GlobProgram {
  const steps: Step[] = [{ does: 'end' }]
  let slots = 0
  const add = (step: Step) => steps.push(step) - 1

  const compile = (node: GlobNode, next: number): number => {
    switch (node.is) {
      case 'text':
        return add({ does: 'text', text: node.text, next })
      case 'one':
        return add({ does: 'one', accepts: node.accepts, next })
      case 'start':
      case 'undotted':
        return add({ does: node.is, next })
      case 'all':
        return node.parts.reduceRight((after, part) => compile(part, after), next)
      case 'any':
        return compileAny(node.parts, next)
      case 'many':
      case 'some': {
        const again = { does: 'try' as const, first: 0, second: next, slot: slots++ }
        const index = add(again)
        again.first = compile(node.part, index)
        return node.is === 'many' ? index : again.first
      }
      case 'unless':
        return add({
          does: 'unless',
          not: compile(node.part, next),
          next: compile(node.instead, next),
          slot: slots++,
        })
    }
  }

  const compileAny = (parts: readonly GlobNode[], next: number): number => {
    const last = parts.at(-1)
    // Nothing is left to try: a set without a character.
    if (last === undefined) return add({ does: 'one', accepts: () => false, next })
    return parts
      .slice(0, -1)
      .reduceRight(
        (second, part) => add({ does: 'try', first: compile(part, next), second, slot: slots++ }),
        compile(last, next),
      )
  }

  return { first: compile(node, 0), steps, slots }
}
