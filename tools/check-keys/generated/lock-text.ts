const SEPARATOR = '\n[[package]]\n'

/** A `Cargo.lock` in which `crate` depends on `dependency` too, as cargo writes it. */
export function withDependency(lock: string, crate: string, dependency: string): string {
  const [head = '', ...entries] = lock.split(SEPARATOR)
  const changed = entries.map((entry) => {
    if (!entry.startsWith(`name = "${crate}"\n`)) return entry
    const [fields = '', list = ''] = entry.split('dependencies = [\n')
    const lines = [
      ...list
        .replace(/\]\s*$/, '')
        .split('\n')
        .filter(Boolean),
      ` "${dependency}",`,
    ]
    return `${fields}dependencies = [\n${[...new Set(lines)].sort().join('\n')}\n]\n`
  })
  return [head, ...changed].join(SEPARATOR)
}

/** A `Cargo.lock` with one more entry, at the place where cargo writes it. */
export function withPackage(lock: string, entry: string): string {
  const [head = '', ...entries] = lock.split(SEPARATOR)
  return [head, ...[...entries, entry.replace('[[package]]\n', '')].sort()].join(SEPARATOR)
}
