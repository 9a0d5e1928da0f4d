/** Why Cargo would refuse a package's name, or null. Letters of all scripts are fine; spaces, quotes and `$` are not. */
export function crateNameFault(name: string): string | null {
  if (name === '') return 'a package name cannot be empty'
  if (/^\d/.test(name)) return `the package name ${quote(name)} begins with a digit`
  if (/^(?:[\p{XID_Start}_][\p{XID_Continue}-]*)$/u.test(name)) return null
  return `the package name ${quote(name)} has characters other than letters, digits, "-" and "_"`
}

/** A name on one line, not longer than anyone wants to read. */
function quote(name: string): string {
  const text = JSON.stringify(name)
  return text.length > 80 ? `${text.slice(0, 76)}…"` : text
}
