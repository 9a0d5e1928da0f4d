import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { delimiter } from 'node:path'
import { DevSession } from '../dev-session'
import type { FixtureWorkspace } from '../fixture-workspace'
import type { Scenario } from '../scenario'

/** What is missing on a machine, or cannot become a module: said with the way out, and the server stays. */
export const obstacles: Scenario = {
  name: 'obstacles',
  once: true,
  async run({ checks, workspace, ...context }) {
    const start = () => DevSession.start({ ...context, workspace, app: 'app' })
    const cases = [
      {
        title: 'no standard library for WebAssembly',
        fake: { rustc: `case "$*" in *target-libdir*) exit 1;; esac; exec REAL "$@"`, rustup: 'exit 1' },
        says: /no rustc here compiles to wasm32-unknown-unknown[\s\S]*rustup target add wasm32-unknown-unknown/,
      },
      {
        title: 'no wasm-bindgen of the version in the lock',
        fake: { cargo: `case "$1" in install) echo no network >&2; exit 101;; esac; exec REAL "$@"` },
        says: /Cargo\.lock has wasm-bindgen 0\.2\.108[\s\S]*no network[\s\S]*cargo install wasm-bindgen-cli --version =0\.2\.108/,
      },
    ]
    for (const { title, fake, says } of cases) {
      using machine = new FakeMachine(workspace, fake)
      await using session = await start()
      await session.open()
      const overlay = (await session.overlay({ wait: 'until shown' })) ?? ''
      checks.true(`${title}: the page says what to do`, says.test(overlay), overlay)
      machine.mend()
      workspace.setRevision(5)
      await session.shows('revision', 5, 300)
      checks.equal(
        `${title}: once it is there, a save is enough`,
        await session.overlay({ wait: 'no' }),
        null,
      )
      workspace.setRevision(0)
      await session.shows('revision', 0)
    }

    const [manifest, lock, source] = [
      'crates/base/Cargo.toml',
      'Cargo.lock',
      'crates/base/src/lib.rs',
    ] as const
    const good = [manifest, lock, source].map((file) => [file, workspace.read(file)] as const)
    {
      await using session = await start()
      await session.open()
      await session.shows('revision', 0)
      workspace.edit(manifest, /$/, '\n[dependencies]\ngetrandom = "=0.2.17"\n')
      const overlay = (await session.overlay({ wait: 'until shown' })) ?? ''
      checks.true(
        'a dependency that does not know WebAssembly is named, with who asks for it',
        /getrandom[\s\S]*cargo tree -i getrandom --target wasm32-unknown-unknown/.test(overlay),
        overlay,
      )
      await session.value("document.getElementById('next').click()")
      await session.shows('count', 43)
      for (const [file, text] of good) workspace.write(file, text)
      checks.equal(
        'and the page works on until it is gone',
        await session.overlay({ wait: 'until gone' }),
        null,
      )
    }

    workspace.edit('crates/counter/Cargo.toml', '["cdylib", "rlib"]', '["rlib"]')
    await using session = await start()
    await session.open()
    const overlay = (await session.overlay({ wait: 'until shown' })) ?? ''
    checks.true(
      'a crate that is no dynamic library is told what it lacks',
      /crates\/counter\/Cargo\.toml: "@fixture\/counter" is imported[\s\S]*crate-type = \["cdylib", "rlib"\]/.test(
        overlay,
      ),
      overlay,
    )
    workspace.edit('crates/counter/Cargo.toml', '["rlib"]', '["cdylib", "rlib"]')
  },
}

/** Programs that come before the real ones, and a cache in which nothing is installed. */
class FakeMachine implements Disposable {
  readonly #path = process.env.PATH
  readonly #cache = process.env.NX_CRANE_CACHE_DIR

  constructor(workspace: FixtureWorkspace, programs: Readonly<Record<string, string>>) {
    workspace.remove('machine')
    for (const [name, body] of Object.entries(programs)) {
      const real = execFileSync('sh', ['-c', `command -v ${name} || true`], { encoding: 'utf8' }).trim()
      workspace.write(`machine/bin/${name}`, `#!/bin/sh\n${body.replace('REAL', real)}\n`)
      chmodSync(workspace.path('machine/bin', name), 0o755)
    }
    process.env.PATH = `${workspace.path('machine/bin')}${delimiter}${this.#path}`
    process.env.NX_CRANE_CACHE_DIR = workspace.path('machine/cache')
  }

  [Symbol.dispose](): void {
    this.mend()
  }

  mend(): void {
    process.env.PATH = this.#path
    if (this.#cache === undefined) delete process.env.NX_CRANE_CACHE_DIR
    else process.env.NX_CRANE_CACHE_DIR = this.#cache
  }
}
