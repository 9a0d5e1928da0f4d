import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WasmFixture } from '../../test-kit/wasm-fixture'
import { listFiles } from './write-package'

const run = promisify(execFile)
let fixture: WasmFixture

beforeAll(async () => {
  fixture = new WasmFixture()
  for (const crate of ['alone', 'beside', 'packed']) {
    const result = await fixture.build(crate)
    expect(result.success, result.log).toBe(true)
  }
  writeFileSync(fixture.path('.gitignore'), 'pkg/\nnode_modules/\n')
  linkPackages(fixture)
}, 300_000)

afterAll(() => fixture?.[Symbol.dispose]())

describe('what a package holds', () => {
  test('a crate without a package.json becomes a whole npm package with glue of each kind', () => {
    const manifest = JSON.parse(fixture.read('crates/alone/pkg/package.json'))
    expect(manifest).toMatchObject({ name: 'alone-wasm', version: '0.3.0', license: 'MIT' })
    expect(listFiles(fixture.path('crates/alone/pkg'))).toEqual(
      expect.arrayContaining([
        'README.md',
        'bundler/alone_wasm.js',
        'bundler/alone_wasm_bg.wasm',
        'node/alone_wasm.d.ts',
        'web/alone_wasm.js',
      ]),
    )
  })

  test('a README that is a link out of the repository is not published', async () => {
    const readme = fixture.path('crates/alone/README.md')
    const text = fixture.read('crates/alone/README.md')
    const before = fixture.times('crates/alone/pkg')
    rmSync(readme)
    symlinkSync('../../../id_rsa', readme)
    writeFileSync(fixture.path('../id_rsa'), 'secret')
    try {
      await expect(fixture.build('alone')).rejects.toThrow(
        'crates/alone/README.md: it is a link to "../../../id_rsa"',
      )
      expect(fixture.times('crates/alone/pkg')).toEqual(before)
    } finally {
      rmSync(fixture.path('../id_rsa'))
      rmSync(readme)
      writeFileSync(readme, text)
    }
  }, 120_000)

  test('a committed package.json gets the glue that it names, and no second manifest of the package', () => {
    const files = listFiles(fixture.path('crates/beside/pkg'))
    expect([...new Set(files.map((file) => file.split('/')[0]))]).toEqual(['bundler', 'node'])
  })

  test('a package.json written for wasm-pack finds its files where wasm-pack puts them', () => {
    expect(listFiles(fixture.path('crates/packed/pkg'))).toEqual([
      'package.json',
      'packed_wasm.d.ts',
      'packed_wasm.js',
      'packed_wasm_bg.wasm',
      'packed_wasm_bg.wasm.d.ts',
    ])
    // `wasm-pack build --target web` in its scripts
    expect(fixture.read('crates/packed/pkg/packed_wasm.js')).toContain(
      'export { initSync, __wbg_init as default',
    )
  })

  test('the module is the same for every glue', () => {
    const digests = ['bundler', 'node', 'web'].map((dir) =>
      sha256(readFileSync(fixture.path('crates/alone/pkg', dir, 'alone_wasm_bg.wasm'))),
    )
    expect(new Set(digests).size).toBe(1)
  })

  test.each([
    ['alone', 'crates/alone/pkg', 'bundler/alone_wasm_bg.wasm'],
    ['beside', 'crates/beside', 'pkg/node/beside_wasm_bg.wasm'],
  ])('npm pack ships the module of %s although git ignores pkg/', async (_, dir, file) => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--offline'], {
      cwd: fixture.path(dir),
    })
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }]
    expect(packed.files.map(({ path }) => path)).toContain(file)
  })
})

describe('who can load it', () => {
  const program = `console.log(greet('you'), new Counter(41).next(), configured())`

  test.each([
    ['import, package of its own', `import { greet, Counter, configured } from 'alone-wasm'\n${program}`],
    [
      'import, committed manifest',
      `import { greet, Counter, configured } from '@greetings/beside'\n${program}`,
    ],
    [
      'require',
      `import { createRequire } from 'node:module'\nconst { greet, Counter, configured } = createRequire(import.meta.url)('alone-wasm')\n${program}`,
    ],
  ])('Node: %s; the rustflags of .cargo/config.toml are in', async (_, text) => {
    writeFileSync(fixture.path('program.mjs'), text)
    const { stdout } = await run('node', [fixture.path('program.mjs')])
    expect(stdout).toBe('Hello, you! 42 true\n')
  })

  test('Node: snippets of JavaScript come along', async () => {
    writeFileSync(fixture.path('loud.mjs'), `import { loud } from 'alone-wasm'\nconsole.log(loud('you'))`)
    expect((await run('node', [fixture.path('loud.mjs')])).stdout).toBe('YOU\n')
  })

  test.each([
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ])('tsc with moduleResolution %s', async (moduleResolution, module) => {
    const source = [
      `import { Counter, greet } from 'alone-wasm'`,
      `import { greet as other } from '@greetings/beside'`,
      `import init from 'alone-wasm/web'`,
      'export const next: number = new Counter(1).next()',
      'export const text: string = greet(other("you"))',
      '// @ts-expect-error a number is not a name',
      'greet(1)',
      'export const ready: Promise<unknown> = init()',
    ]
    writeFileSync(fixture.path('typed.mts'), source.join('\n'))
    const options = ['--module', module, '--moduleResolution', moduleResolution, '--target', 'es2022']
    const lib = ['--lib', 'es2022,esnext.disposable,dom']
    const tsc = require.resolve('typescript/lib/tsc.js')
    const args = [tsc, '--noEmit', '--strict', ...options, ...lib, 'typed.mts']
    const { stdout } = await run('node', args, { cwd: fixture.root }).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout).toBe('')
  })

  test('Vite builds it without a plugin', async () => {
    writeFileSync(fixture.path('index.html'), '<script type="module" src="/page.mjs"></script>')
    writeFileSync(
      fixture.path('page.mjs'),
      `import { greet } from 'alone-wasm'\ndocument.title = greet('you')`,
    )
    const { build } = await import('vite')
    await build({
      root: fixture.root,
      configFile: false,
      logLevel: 'silent',
      build: { outDir: 'site', emptyOutDir: true },
    })
    const assets = readdirSync(fixture.path('site/assets'))
    const scripts = assets
      .filter((file) => file.endsWith('.js'))
      .map((file) => fixture.read('site/assets', file))
    const holdsModule =
      assets.some((file) => file.endsWith('.wasm')) || scripts.join().includes('application/wasm')
    expect(holdsModule).toBe(true)
  })
})

describe('building again', () => {
  test('leaves the files alone when the bytes are the same', async () => {
    const before = fixture.times('crates/beside/pkg')
    fixture.edit(
      'crates/beside/src/lib.rs',
      (text) => `${text}\n// A comment, below all that panics name by line.\n`,
    )
    const result = await fixture.build('beside')
    expect(result).toMatchObject({ success: true, changed: false })
    expect(fixture.times('crates/beside/pkg')).toEqual(before)
  })

  test('replaces what changed, keeps what did not, removes what is stale', async () => {
    const before = fixture.times('crates/beside/pkg')
    writeFileSync(fixture.path('crates/beside/pkg/stale.js'), '')
    fixture.edit('crates/beside/src/lib.rs', (text) => text.replace('Hello', 'Good morning'))
    const result = await fixture.build('beside')
    expect(result).toMatchObject({ success: true, changed: true })
    const after = fixture.times('crates/beside/pkg')
    expect(Object.keys(after)).toEqual(Object.keys(before))
    const rewritten = Object.keys(after).filter((file) => after[file] !== before[file])
    expect(rewritten).toEqual(['bundler/beside_wasm_bg.wasm', 'node/beside_wasm_bg.wasm'])
  })

  test('in another directory gives the same bytes, which name no directory of this machine', async () => {
    using other = new WasmFixture('elsewhere ')
    await other.build('alone')
    const bytes = (root: WasmFixture) =>
      listFiles(root.path('crates/alone/pkg')).map((file) => [
        file,
        sha256(readFileSync(root.path('crates/alone/pkg', file))),
      ])
    expect(bytes(other)).toEqual(bytes(fixture))
    const module = readFileSync(fixture.path('crates/alone/pkg/web/alone_wasm_bg.wasm'), 'latin1')
    expect(module).not.toContain(fixture.root)
  }, 300_000)

  test('for development is not optimised', async () => {
    const release = await fixture.build('alone')
    const dev = await fixture.build('alone', { profile: 'dev' })
    expect(dev.success).toBe(true)
    expect(dev.sizes.shipped).toBeGreaterThan(release.sizes.shipped)
    await fixture.build('alone')
  }, 300_000)

  test('a crate that does not compile says why and leaves the package as it was', async () => {
    const before = fixture.times('crates/packed/pkg')
    const source = fixture.read('crates/packed/src/lib.rs')
    fixture.edit('crates/packed/src/lib.rs', (text) => `${text}\nfn broken( {}\n`)
    const result = await fixture.build('packed')
    fixture.edit('crates/packed/src/lib.rs', () => source)
    expect(result).toMatchObject({ success: false, files: [] })
    expect(result.log).toContain('this file contains an unclosed delimiter')
    expect(fixture.times('crates/packed/pkg')).toEqual(before)
  })

  test('that is cancelled leaves the package as it was and nothing beside it', async () => {
    const before = fixture.times('crates/packed/pkg')
    const source = fixture.read('crates/packed/src/lib.rs')
    fixture.edit('crates/packed/src/lib.rs', (text) => text.replace('Hello', 'Good night'))
    const cancel = new AbortController()
    const onOutput = (line: string) => {
      if (line.includes('Compiling')) cancel.abort()
    }
    const result = await fixture.build('packed', { signal: cancel.signal, onOutput })
    fixture.edit('crates/packed/src/lib.rs', () => source)
    expect(result.success).toBe(false)
    expect(fixture.times('crates/packed/pkg')).toEqual(before)
    expect(readdirSync(fixture.path('crates/packed')).sort()).toEqual([
      'Cargo.toml',
      'package.json',
      'pkg',
      'src',
    ])
  })
})

describe('what is refused', () => {
  test.each([
    ['a directory of sources', 'alone', 'src', 'NOT_A_WASM_PACKAGE'],
    ['a directory outside the repository', 'alone', '../../../other', 'INVALID_OUT_DIR'],
    ['the crate itself', 'alone', '.', 'INVALID_OUT_DIR'],
    ['a directory around it', 'alone', '..', 'INVALID_OUT_DIR'],
    ['a crate without wasm-bindgen', 'plain', 'pkg', 'NO_WASM_BINDGEN'],
  ])('%s', async (_, crate, outDir, code) => {
    await expect(fixture.build(crate, { outDir })).rejects.toMatchObject({ code })
    expect(existsSync(fixture.path('crates', crate, 'src/lib.rs'))).toBe(true)
  })
})

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** As npm links the members of a workspace. */
function linkPackages({ root }: WasmFixture): void {
  mkdirSync(join(root, 'node_modules/@greetings'), { recursive: true })
  symlinkSync(join(root, 'crates/alone/pkg'), join(root, 'node_modules/alone-wasm'))
  symlinkSync(join(root, 'crates/beside'), join(root, 'node_modules/@greetings/beside'))
}
