/**
 * The way from the directory `dir` to `path`, both relative to the root: `.` to itself.
 *
 * @example relativePath('crates/a', 'web/pkg') // → '../../web/pkg'
 */
export function relativePath(dir: string, path: string): string {
  const from = dir === '' ? [] : dir.split('/')
  const to = path === '' ? [] : path.split('/')
  const differs = from.findIndex((part, index) => part !== to[index])
  const shared = differs === -1 ? from.length : differs
  const way = [...from.slice(shared).map(() => '..'), ...to.slice(shared)]
  return way.length === 0 ? '.' : way.join('/')
}
