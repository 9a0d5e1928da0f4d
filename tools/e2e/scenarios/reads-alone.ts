import { renameSync } from 'node:fs'
import { join } from 'node:path'
import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'

/**
 * The layout that `create-tauri-app` makes: the root is the page, without workspaces and without a word of Nx; and a crate
 * that is in a circle with the package whose page it includes.
 */
export const readsAlone: Scenario = {
  name: 'reads-alone',
  fixture: 'reads',
  combinations: ['23.3.1 no daemon', '24.0.6 no daemon'],
  async run(workspace, checks) {
    await closeCircle(workspace)
    const plan = await workspace.nx(['run-many', '-t', 'build', '--graph=.nx/tasks.json'])
    checks.true(
      'tasks are in an order all the same, and that is said',
      plan.code === 0 &&
        workspace.exists('.nx/tasks.json') &&
        plan.output.includes('in turn needs the crate'),
      plan.output,
    )
    checks.equal('a crate and a package may be in a circle', await workspace.edges(), [
      '@reads/server → site',
      'notice → site',
      'shell → page',
      'shell → tauri',
      'site → @reads/server',
    ])

    await standAlone(workspace)
    const first = await workspace.runMany(['-t', 'build'])
    checks.equal(
      'the page at the root is built first',
      [first.executed, await workspace.execute('src-tauri/dist/cargo/shell')],
      [['app:build', 'shell:build', 'tauri:build'], 'shell: <P>THE PAGE</P>\n'],
      first.finished.output,
    )
    const second = await workspace.runMany(['-t', 'build'])
    checks.equal('a second time all is there', second.executed, [], second.finished.output)
    await workspace.change('src/index.html', (text) => text.replace('the', 'a new'))
    const ran = await workspace.nx(['run', 'shell:run'])
    checks.true(
      'to run the program is to show the new page',
      ran.output.includes('<P>A NEW PAGE</P>'),
      ran.output,
    )
  },
}

/** `server` becomes a wasm crate that `site`, whose page it includes, imports. */
async function closeCircle(workspace: NxWorkspace): Promise<void> {
  workspace.write(
    'crates/server/package.json',
    '{ "name": "@reads/server", "version": "1.0.0", "private": true, "main": "pkg/server.js" }\n',
  )
  await workspace.change(
    'crates/server/Cargo.toml',
    (text) => `${text}\n[lib]\ncrate-type = ["cdylib", "rlib"]\n\n[dependencies]\nwasm-bindgen = "0.2"\n`,
  )
  await workspace.change('packages/site/package.json', (text) =>
    text.replace('"private"', '"dependencies": { "@reads/server": "*" }, "private"'),
  )
  await workspace.change('package.json', (text) => text.replace('"packages/*"', '"packages/*", "crates/*"'))
}

async function standAlone(workspace: NxWorkspace): Promise<void> {
  const moved = {
    'packages/page/src-tauri': 'src-tauri',
    'packages/page/src': 'src',
    'packages/page/build.mjs': 'build.mjs',
  }
  for (const [from, to] of Object.entries(moved)) {
    renameSync(join(workspace.root, from), join(workspace.root, to))
  }
  for (const path of ['packages', 'crates/server', 'crates/notice', 'Cargo.toml', 'Cargo.lock']) {
    await workspace.remove(path)
  }
  await workspace.change('src-tauri/Cargo.toml', (text) =>
    text.replace('../../../crates/tauri', '../crates/tauri'),
  )
  await workspace.change(
    'package.json',
    () => '{ "name": "app", "private": true, "scripts": { "dev": "vite", "build": "node build.mjs" } }\n',
  )
}
