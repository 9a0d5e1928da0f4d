import nxCrane from '@nx-crane/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  plugins: [nxCrane()],
  build: { outDir: 'dist', target: 'es2022' },
})
