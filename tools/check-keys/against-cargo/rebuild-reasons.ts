/**
 * Why cargo compiled something of a crate, from what it says with `--verbose`: the reasons of its `Dirty` lines, and for what
 * was never compiled before, that it was.
 */
export function rebuildReasons(stderr: string, crate: string): string[] {
  const reasons = new Set<string>()
  for (const line of stderr.split('\n')) {
    const said = /^\s*(Dirty|Compiling|Checking|Documenting) (\S+) v\S+(?: \([^)]*\))*(?:: (.*))?$/.exec(line)
    if (!said || said[2] !== crate) continue
    const [, verb = '', , reason] = said
    if (verb === 'Dirty') reasons.add(plain(reason ?? 'dirty'))
    else if (reasons.size === 0) reasons.add(`${verb.toLowerCase()} it`)
  }
  return [...reasons]
}

/** Without times, which differ in each run. */
function plain(reason: string): string {
  return reason.replace(/ \(\d+\.\d+s, .*\)$/, '')
}
