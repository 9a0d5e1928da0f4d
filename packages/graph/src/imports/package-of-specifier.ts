/** The name of the package a specifier imports from, or null for a relative, absolute or built-in one. */
export function packageOfSpecifier(specifier: string): string | null {
  if (/^[./#]|^[a-z][a-z+.-]*:/i.test(specifier)) return null
  const [scope = '', name] = specifier.split('/')
  if (!scope.startsWith('@')) return scope
  return name ? `${scope}/${name}` : null
}
