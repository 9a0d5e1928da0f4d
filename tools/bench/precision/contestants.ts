import type { Contestant } from './contestant'
import { MOON } from './moon'
import { MONODON_RUST, PLAIN_NX } from './nx-contestants'
import { WITH_CARGO } from './our-contestants'
import { TURBOREPO } from './turborepo'

/** In the order in which the docs have them. */
export const CONTESTANTS: readonly Contestant[] = [WITH_CARGO, PLAIN_NX, MONODON_RUST, MOON, TURBOREPO]

/** @param parts of their names; all contestants without any */
export function contestantsNamed(parts: readonly string[]): Contestant[] {
  const unknown = parts.filter((part) => !CONTESTANTS.some((contestant) => isNamed(contestant, part)))
  if (unknown.length > 0)
    throw new Error(
      `--tools: "${unknown[0]}" is in none of ${CONTESTANTS.map(({ name }) => `"${name}"`).join(', ')}`,
    )
  return CONTESTANTS.filter(
    (contestant) => parts.length === 0 || parts.some((part) => isNamed(contestant, part)),
  )
}

function isNamed({ name }: Contestant, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase())
}
