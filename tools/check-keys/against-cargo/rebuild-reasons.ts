/**
 * Why cargo compiled something, by the name of the crate, from what it says with `--verbose`: the reasons of its `Dirty` lines,
 * for what was never compiled before, that it was, and whether its build script ran.
 */
export function rebuildReasons(stderr: string): Map<string, string[]> {
  const reasons = new Map<string, string[]>()
  for (const line of stderr.split('\n')) {
    const script = /^\s*Running `.*\/build\/([^`]*)-[0-9a-f]{16}\/build-script-[^/` ]*`$/.exec(line)?.[1]
    if (script !== undefined) reasons.set(script, [...(reasons.get(script) ?? []), 'its build script ran'])
    const said = /^\s*(Dirty|Compiling|Checking|Documenting) (\S+) v\S+(?: \([^)]*\))*(?:: (.*))?$/.exec(line)
    if (!said) continue
    const [, verb = '', crate = '', reason] = said
    const known = reasons.get(crate) ?? []
    if (verb === 'Dirty') reasons.set(crate, [...new Set([...known, plain(reason ?? 'dirty')])])
    else if (known.length === 0) reasons.set(crate, [`${verb.toLowerCase()} it`])
  }
  return reasons
}

/** Without times, which differ in each run. */
function plain(reason: string): string {
  return reason.replace(/ \(\d+\.\d+s, .*\)$/, '')
}
