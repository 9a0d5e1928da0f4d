#!/usr/bin/env node
// What `npx nx-crane` runs in this repository.
require('tsx/cjs')
require('../../packages/nx/src/bin.ts')
