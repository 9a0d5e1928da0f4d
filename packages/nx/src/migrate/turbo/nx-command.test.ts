import { expect, test } from 'vitest'
import { nxCommandOf } from './nx-command'

test.each<[string, string | null]>([
  ['turbo build', 'nx run-many -t build'],
  ['turbo run build lint test', 'nx run-many -t build lint test'],
  ['pnpm exec turbo run build --filter=@acme/web', 'pnpm exec nx run-many -t build -p @acme/web'],
  [
    'npx turbo run build --filter web -F api --concurrency=4',
    'npx nx run-many -t build -p web,api --parallel=4',
  ],
  ['turbo run test --force --ui=tui --no-daemon', 'nx run-many -t test --skip-nx-cache'],
  ['turbo run test --affected', 'nx affected -t test'],
  ['turbo run build --filter=web...', null],
  ['turbo run build --filter=./apps/*', null],
  ['turbo run build --parallel', null],
  ['turbo run build -- --watch', null],
  ['turbo run build && echo done', null],
  ['turbo gen workspace', null],
  ['turbo prune web', null],
  ['dotenv -- turbo build', null],
  ['next build', null],
])('%s → %s', (script, command) => {
  expect(nxCommandOf(script)).toBe(command)
})
