import { expect, test } from 'vitest'
import { parseBuildCommand } from './build-command'

test.each([
  ['npm run build', null, null, 'build'],
  ['pnpm build', null, null, 'build'],
  ['yarn build:web --mode production', null, null, 'build:web'],
  ['bun run build', null, null, 'build'],
  ['deno task build', null, null, 'build'],
  ['NODE_ENV=production npm run build', null, null, 'build'],
  ['pnpm --filter web build', null, 'web', 'build'],
  ['pnpm -F @acme/web run build', null, '@acme/web', 'build'],
  ['pnpm --filter=./packages/web build', null, './packages/web', 'build'],
  ['pnpm -w build', null, null, 'build'],
  ['pnpm -C ../web build', '../web', null, 'build'],
  ['yarn --cwd ../web build', '../web', null, 'build'],
  ['yarn workspace @acme/web build', null, '@acme/web', 'build'],
  ['yarn workspace web run build', null, 'web', 'build'],
  ['npm --prefix ../web run build', '../web', null, 'build'],
  ['npm run build --prefix=../web', '../web', null, 'build'],
  ['npm run build -w web', null, 'web', 'build'],
  ['npm run build --workspace=web -- --mode release', null, 'web', 'build'],
  ['cd ../web && npm ci && npm run build', '../web', null, 'build'],
  ['cd .. && cd "the web" && npm run build', '../the web', null, 'build'],
  ['nx build web', null, 'web', 'build'],
  ['npx nx run web:build', null, 'web', 'build'],
  ['npx nx run web:build:production', null, 'web', 'build'],
  ['yarn nx build web --prod', null, 'web', 'build'],
  ['pnpm exec nx run-many -t build -p web', null, 'web', 'build'],
  ['turbo run build --filter=web', null, 'web', 'build'],
  ['npx turbo build -F web...', null, 'web...', 'build'],
])('%s', (command, dir, name, script) => {
  expect(parseBuildCommand(command)).toEqual({ dir, package: name, script })
})

test.each(['', 'trunk build', 'make page', 'node scripts/build.mjs', 'npm', 'cd ../web', '&& ;'])(
  'what runs no script of a package is not read: %j',
  (command) => expect(parseBuildCommand(command)).toBeNull(),
)
