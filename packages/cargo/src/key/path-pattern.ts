/**
 * A test for paths by a glob: `*` and `?` within one name, `**` over directories, `[a-z]`, `{a,b}`, the rest as
 * written.
 *
 * @example pathPattern('assets/**\/*.{png,svg}')('assets/icons/a.svg') // → true
 */
export function pathPattern(glob: string): (path: string) => boolean {
  const expression = new RegExp(`^${translate(glob)}$`, 'u')
  return (path) => expression.test(path)
}

/** The directory before the first special character of a glob: where to look for what it matches. */
export function patternBase(glob: string): string {
  const special = glob.search(/[*?[{]/)
  if (special === -1) return glob
  const slash = glob.lastIndexOf('/', special)
  return slash === -1 ? '' : glob.slice(0, slash)
}

function translate(glob: string): string {
  let expression = ''
  let alternatives = 0
  for (let index = 0; index < glob.length; index++) {
    const rest = glob.slice(index)
    const character = glob.charAt(index)
    const set = /^\[(!|\^)?(\]?[^\]/]*)\]/.exec(rest)
    if (rest.startsWith('**/') && (index === 0 || glob[index - 1] === '/')) {
      expression += '(?:[^/]+/)*'
      index += 2
    } else if (rest === '**' && (index === 0 || glob[index - 1] === '/')) {
      expression += '.+'
      index += 1
    } else if (character === '*') expression += '[^/]*'
    else if (character === '?') expression += '[^/]'
    else if (set?.[2] && isRange(set[2])) {
      expression += `[${set[1] ? '^' : ''}${escapeSet(set[2])}]`
      index += set[0].length - 1
    } else if (character === '{' && rest.includes('}')) {
      expression += '(?:'
      alternatives++
    } else if (character === '}' && alternatives > 0) {
      expression += ')'
      alternatives--
    } else if (character === ',' && alternatives > 0) expression += '|'
    else expression += character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  }
  return expression + ')'.repeat(alternatives)
}

function isRange(set: string): boolean {
  return [...set.matchAll(/(.)-(.)/gu)].every((range) => (range[1] ?? '') <= (range[2] ?? ''))
}

function escapeSet(set: string): string {
  return set.replace(/[\\\]^[&~|(){}]/g, '\\$&')
}
