import { expect, test } from 'vitest'
import { importScanner } from './import-scanner'

test.each<[string, string, string[]]>([
  [
    'a.vue',
    `<template><p>it's import 'no'</p></template>\n<script setup lang="ts">\nimport 'a'\n</script>`,
    ['a'],
  ],
  ['a.vue', `<script>import 'a'</script><script setup>import 'b'</script>`, ['a', 'b']],
  ['a.svelte', `<script lang="ts">import 'a'</script>\n{#await import('./b')}it's{/await}`, ['./b', 'a']],
  ['a.astro', `---\nimport 'a'\n---\n<p>import 'no'</p><script>import 'b'</script>`, ['a', 'b']],
  [
    'index.html',
    `<script type="module">import init from './pkg/chart.js'</script>
     <script type="application/json">{"a": "import 'no'"}</script>
     <script src="pkg/chart.js"></script><script src="https://x/y.js"></script>
     <link data-trunk rel="rust" href="../core/Cargo.toml">`,
    ['../core/Cargo.toml', './pkg/chart.js'],
  ],
  ['a.mts', `const a = <any>b; import 'a'`, ['a']],
])('%s: %s', (file, text, expected) => {
  expect(importScanner(file)?.(text)).toEqual(expected)
})

test.each(['a.css', 'README.md', 'Makefile', 'ts'])('%s is no source of JavaScript', (file) => {
  expect(importScanner(file)).toBeUndefined()
})

test('pages made to be slow are read in time', () => {
  // Of this process: on a busy machine it is not the scanner that takes long.
  const started = process.cpuUsage()
  for (const piece of ['<script>', '<script ', '<link href="', '---\n', '<a', '</a', '{`${', '<a b={', '[/['])
    for (const file of ['a.vue', 'a.astro', 'a.html', 'a.tsx'])
      importScanner(file)?.(`import${piece.repeat(20_000)} import`)
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000)
})
