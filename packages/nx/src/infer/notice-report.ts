const reported = new Set<string>()

/** Prints each notice once per process and workspace, to stderr: stdout may be read as JSON. */
export function reportNotices(workspaceRoot: string, notices: readonly string[]): void {
  if (process.env.NX_CRANE_QUIET === 'true') return
  for (const notice of notices) {
    const key = `${workspaceRoot}\0${notice}`
    if (reported.has(key)) continue
    reported.add(key)
    process.stderr.write(`nx-crane: ${notice}\n`)
  }
}
