const MAX_LENGTH = 211

/**
 * Why Nix refuses a name in its store, or undefined when it does not. As Nix 2.34: a leading dot is allowed, but what stands
 * before the first dash must not be `.` or `..` (to Nix 2.8 these, too, are names).
 */
export function faultOfName(name: string): string | undefined {
  if (name === '') return 'its name is empty'
  if (name.length > MAX_LENGTH) return `its name is longer than ${MAX_LENGTH} characters`
  const other = /[^0-9A-Za-z+\-._?=]/u.exec(name)
  if (other) return `its name holds ${JSON.stringify(other[0])}`
  const [first] = name.split('-')
  return first === '.' || first === '..' ? `its name starts with "${first}" and nothing or a dash` : undefined
}
