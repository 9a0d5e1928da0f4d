import { expect, test } from 'vitest'
import { readsImports } from './package-readers'

test.each<[string, string, boolean]>([
  ['build', 'vite build', true],
  ['test', 'vitest', true],
  ['start', 'NODE_ENV=x node dist/main.js', true],
  ['check', 'tsc --noEmit && eslint .', true],
  ['lint', 'tsc --noEmit && eslint .', false],
  ['lint:fix', 'eslint --fix .', false],
  ['check', 'npx eslint . && prettier --check .', false],
  ['clean', 'node clean.mjs', false],
  ['reset', 'rimraf dist && rm -rf node_modules', false],
  ['postinstall', 'node x.mjs', false],
  ['prepare-data', 'node x.mjs', false],
  ['build:wasm', 'wasm-pack build ../core --out-dir ../web/pkg', false],
  ['boostest:version', 'boostest --version', false],
  ['demo', 'node demo.mjs', false],
  ['demo', 'vite --port 3000', true],
  ['test:unit', 'node --test', true],
])('%s: `%s` reads what its package imports: %s', (name, command, expected) => {
  expect(readsImports(name, command, 'web')).toBe(expected)
})
