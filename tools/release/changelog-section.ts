/**
 * What the changelog says of one version, without its heading; null where there is no such heading, or nothing below it.
 *
 * @example changelogSection('# Changes\n\n## 1.2.0\n\n- One.\n\n## 1.1.0\n', '1.2.0') // → '- One.\n'
 */
export function changelogSection(changelog: string, version: string): string | null {
  const lines = changelog.split('\n')
  const start = lines.findIndex((line) => headingOf(line) === version)
  if (start < 0) return null
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => headingOf(line) !== null)
  const section = (end < 0 ? rest : rest.slice(0, end)).join('\n').trim()
  return section === '' ? null : `${section}\n`
}

/** `1.2.0` of `## 1.2.0` and of `## 1.2.0 (2026-11-30)`. */
function headingOf(line: string): string | null {
  return /^## (\S+)/.exec(line)?.[1] ?? null
}
