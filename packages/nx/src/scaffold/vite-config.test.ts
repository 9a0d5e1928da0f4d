import { expect, test } from 'vitest'
import { addVitePlugin } from './vite-config'

test.each([
  [
    "import { defineConfig } from 'vite'\n\nexport default defineConfig({\n  base: './',\n})\n",
    "import nxCrane from '@nx-crane/vite'\nimport { defineConfig } from 'vite'\n\nexport default defineConfig({\n  plugins: [nxCrane()],\n  base: './',\n})\n",
  ],
  [
    '/// <reference types="vitest" />\nimport react from "react-plugin";\n// plugins: [none]\nexport default defineConfig(() => ({\n  cacheDir: "../../node_modules",\n  worker: { plugins: () => [a()] },\n  plugins: [react()],\n}));\n',
    '/// <reference types="vitest" />\nimport nxCrane from "@nx-crane/vite";\nimport react from "react-plugin";\n// plugins: [none]\nexport default defineConfig(() => ({\n  cacheDir: "../../node_modules",\n  worker: { plugins: () => [a()] },\n  plugins: [nxCrane(), react()],\n}));\n',
  ],
  [
    'export default { plugins: [\n    // first\n    a(),\n  ] }\n',
    "import nxCrane from '@nx-crane/vite'\n\nexport default { plugins: [\n    nxCrane(),\n    // first\n    a(),\n  ] }\n",
  ],
  [
    'export default {}\n',
    "import nxCrane from '@nx-crane/vite'\n\nexport default { plugins: [nxCrane()] }\n",
  ],
])('the plugin is added to %j', (text, expected) => {
  const added = addVitePlugin(text)
  expect(added).toBe(expected)
  expect(addVitePlugin(added ?? '')).toBe(added)
})

test.each([
  ['a function with statements', 'export default defineConfig(() => {\n  return { plugins: [] }\n})\n'],
  ['a variable', 'const config = { plugins: [] }\nexport default config\n'],
  ['CommonJS', 'module.exports = { plugins: [] }\n'],
  ['a spread', 'export default { ...base, plugins: [] }\n'],
  ['plugins from elsewhere', 'export default { plugins }\n'],
  ['a quoted key', "export default { 'plugins': [] }\n"],
  ['a regular expression', 'export default { plugins: [], test: /[{]/ }\n'],
  ['a template with code', 'export default { base: `$' + '{x}`, plugins: [] }\n'],
  ['a name that is taken', 'const nxCrane = 1\nexport default { plugins: [] }\n'],
])('%s is left to a person', (_case, text) => {
  expect(addVitePlugin(text)).toBeNull()
})
