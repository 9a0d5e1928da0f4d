import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@nx-crane\/crane$/, replacement: source('./packages/crane/src/index.ts') },
      { find: /^@nx-crane\/files$/, replacement: source('./packages/files/src/index.ts') },
      { find: /^@nx-crane\/nix\/cli$/, replacement: source('./packages/nix/src/cli/index.ts') },
      { find: /^@nx-crane\/nix$/, replacement: source('./packages/nix/src/index.ts') },
      { find: /^@nx-crane\/vite$/, replacement: source('./packages/vite/src/index.ts') },
      { find: /^@nx-crane\/build$/, replacement: source('./packages/build/src/index.ts') },
      { find: /^@nx-crane\/graph$/, replacement: source('./packages/graph/src/index.ts') },
      { find: /^@nx-crane\/keys\/cli$/, replacement: source('./packages/keys/src/cli/index.ts') },
      { find: /^@nx-crane\/keys$/, replacement: source('./packages/keys/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts'],
    exclude: ['**/fixtures/**', '**/node_modules/**', '**/dist/**'],
    // Left to itself vitest keeps one core for itself: half of a small machine.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
