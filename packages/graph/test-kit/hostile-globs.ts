import { IgnoreRules } from '../src/glob/ignore-rules'
import { minimatchGlob } from '../src/glob/minimatch-glob'
import { matchesGlobs } from '../src/npm/workspace-globs'
import { pathPattern } from '../src/sources/path-pattern'
import { expandGlob, globFault } from '../src/workspace/glob'

// Tries hostile globs on hostile paths in every dialect and prints how many were decided.

const repeat = (text: string, times = 1000) => text.repeat(times)
const GLOBS = [
  ...[
    'a*',
    '*a',
    '**a',
    '*?',
    '?*',
    '[ab]*',
    '*[!b]',
    '**/',
    'a/**/',
    '*/',
    '*/../',
    '**/../',
    '***',
    '\\a*',
  ],
  ...[
    '{a,b}',
    '{a,}',
    '{,a}*',
    '{a*,a}',
    '{*,**}/',
    '{1..1000}',
    '{1..999999999}',
    '{a..z}',
    '{',
    '{a,',
    '}',
  ],
  ...[
    '@(a|b)',
    '?(a)',
    '?(a)*',
    '*(a|aa)',
    '+(a|a*)',
    '!(a)',
    '!(b)*',
    '!(*a)',
    '@(',
    '*(',
    '[',
    '[a',
    '[[:alpha:]]',
    '(',
  ],
].flatMap((piece) => [repeat(piece, 12), `${repeat(piece, 30)}b`, repeat(piece), `x/${repeat(piece)}/b`])
const NESTED = ['{a,', '*(', '+(', '*(a|', '+(a*|', '!(', '@(a|!(', '?(a'].flatMap((open) =>
  [10, 40, 2000].flatMap((depth) => {
    const close = open.startsWith('{') ? '}' : ')'
    return [`${repeat(open, depth)}a${repeat(close, depth)}b`, `${repeat(open, depth)}a`]
  }),
)
const LONG = [
  repeat('*a', 1e6),
  repeat('[', 1e6),
  repeat('{', 1e6),
  repeat('(', 1e6),
  repeat('\\', 1e6),
  repeat('/', 1e6),
]
const PATHS = [
  repeat('a', 255),
  repeat('a/', 100),
  repeat(`${repeat('a', 50)}/`, 60),
  repeat('ab', 500),
  `.${repeat('a', 99)}`,
]

const names = new Map(PATHS.slice(0, 1).map((name) => [name, 'directory' as const]))
const deep = {
  read: () => undefined,
  list: (path: string) =>
    path.split('/').length < 6
      ? new Map([['a', 'directory' as const], ['b', 'directory' as const], ...names])
      : undefined,
}

let decided = 0
for (const glob of [...GLOBS, ...NESTED, ...LONG]) {
  const tests = [
    pathPattern(glob),
    minimatchGlob(glob, { dots: true }),
    (path: string) => matchesGlobs(path, [glob]),
    (path: string) => new IgnoreRules(glob).ignores(path),
  ]
  for (const path of PATHS) for (const test of tests) test(path)
  if (globFault(glob) === null && glob.length < 100) expandGlob(deep, '', glob)
  decided += 1
}
console.log(decided)
