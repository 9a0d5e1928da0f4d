import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { npmRegistry, registriesIn, versionsIn } from './registry'

// `npm view 'nx@>=23.3 <25' version --json`, 2026-11: a patch of an older release may come out last
test('versions come oldest first, however they were published', () => {
  const printed = '["23.3.0", "24.0.0", "23.3.1", "24.0.6", "23.3.2", "24.0.2", "24.0.5"]'
  expect(versionsIn(printed)).toEqual(['23.3.0', '23.3.1', '23.3.2', '24.0.0', '24.0.2', '24.0.5', '24.0.6'])
})

// `npm view nx@24.0.5 version --json` and `npm view nx@99 version --json`
test('npm prints one version alone, and nothing for none', () => {
  expect(versionsIn('"24.0.5"\n')).toEqual(['24.0.5'])
  expect(versionsIn('')).toEqual([])
})

test('of an .npmrc the addresses of registries count, without credentials and variables', () => {
  const npmrc = [
    'registry=https://npm.example.org/',
    '@acme:registry = "http://localhost:4873"',
    `registry=https://\${TOKEN}.example.org/`,
    'registry=https://name:secret@example.org/',
    '@nx:registry=file:///etc/passwd',
    `//npm.example.org/:_authToken=\${TOKEN}`,
    'cache=/elsewhere',
    'registry=https://one.example.org/ --cache=/elsewhere',
  ]
  expect(registriesIn(npmrc.join('\n'))).toEqual([
    '--registry=https://npm.example.org/',
    '--@acme:registry=http://localhost:4873',
  ])
})

test('a repository learns nothing of the environment, and has npm write nowhere', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nx-crane-npmrc-'))
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? 'nobody'}`)
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        name: 'nx',
        'dist-tags': { latest: '1.2.3' },
        versions: { '1.2.3': { name: 'nx', version: '1.2.3' } },
      }),
    )
  }).listen(0, '127.0.0.1')
  try {
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as AddressInfo
    const lines = [
      `registry=http://127.0.0.1:${port}/`,
      `//127.0.0.1:${port}/:_authToken=\${PATH}`,
      `cache=${join(dir, 'outside/cache')}`,
      `logs-dir=${join(dir, 'outside/logs')}`,
    ]
    mkdirSync(join(dir, 'repository'))
    writeFileSync(join(dir, 'repository/.npmrc'), lines.join('\n'))
    writeFileSync(join(dir, 'repository/package.json'), '{}')
    expect(await npmRegistry(join(dir, 'repository'))('nx')).toEqual(['1.2.3'])
    expect(asked).toEqual(['/nx nobody'])
    expect(readdirSync(dir)).toEqual(['repository'])
  } finally {
    server.close()
    rmSync(dir, { recursive: true })
  }
}, 60_000)
