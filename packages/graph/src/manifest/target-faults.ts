import type { TargetContext } from './target-context'
import type { TargetSection } from './target-section'
import { booleanOf } from './toml-table'

/** The listed target that is at fault. */
export interface Place {
  readonly name: string
  readonly index: number
}

/** Where Cargo looks for the targets of a kind. */
const DIRECTORIES = { bin: 'src/bin', example: 'examples', test: 'tests', bench: 'benches' } as const

/** @param found the sources that it could be, relative to the crate */
export function reportMissing(
  context: TargetContext,
  section: TargetSection,
  { name, index, found }: Place & { readonly found: readonly string[] },
): void {
  context.faults.add(context.manifest, [section.kind, index, 'name'], {
    code: 'MISSING_CRATE_TARGET',
    message: `the ${section.kind} "${name}" of crate "${context.name}" has ${found.length === 0 ? 'no source file' : 'more than one source file'}`,
    hint:
      found.length === 0
        ? `create ${DIRECTORIES[section.kind]}/${name}.rs, or set path in its [[${section.kind}]]`
        : `set path = "${found[0]}" in its [[${section.kind}]], or delete all but one of ${found.join(', ')}`,
  })
}

export function reportDuplicate(
  context: TargetContext,
  section: TargetSection,
  { name, index }: Place,
): void {
  context.faults.add(context.manifest, [section.kind, index, 'name'], {
    code: 'DUPLICATE_CRATE_TARGET',
    message: `crate "${context.name}" has two targets of kind ${section.kind} named "${name}"`,
    hint: 'rename one of them',
  })
}

export function reportNoTargets(context: TargetContext): void {
  context.faults.add(context.manifest, ['package', 'name'], {
    code: 'NO_CRATE_TARGETS',
    message: `crate "${context.name}" has nothing to compile`,
    hint:
      switchedOff(context) ??
      'create src/lib.rs or src/main.rs, or add a [lib] or [[bin]] section with a path',
  })
}

/** What to do when the sources are there but Cargo is told not to look for them. */
function switchedOff({ package: table, sources, name }: TargetContext): string | null {
  const off = [
    booleanOf(table, 'autolib') === false && sources.has('src/lib.rs') && 'autolib',
    booleanOf(table, 'autobins') === false && sources.binaries(name).length > 0 && 'autobins',
  ].filter((each) => each !== false)
  if (off.length === 0) return null
  return `remove ${off.map((each) => `${each} = false`).join(' or ')}, or add a [lib] or [[bin]] section with a path`
}

export function reportNameless(context: TargetContext, section: TargetSection, index: number): void {
  context.faults.add(context.manifest, [section.kind, index], {
    code: 'NAMELESS_CRATE_TARGET',
    message: `a [[${section.kind}]] of crate "${context.name}" has no name`,
    hint: 'give it a name',
  })
}
