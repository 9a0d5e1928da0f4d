import { execFileSync, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { dirname, join, normalize } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'

/** A server on this machine, for as long as it is held. */
export interface Server extends AsyncDisposable {
  /** As `--to` and `substituters` have it. */
  readonly url: string
  /** Variables for those who use it. */
  readonly env: NodeJS.ProcessEnv
}

/** Files over http, which may be put too. */
export async function serveFiles(directory: string): Promise<Server> {
  const server = createHttpServer((request, response) => {
    const file = join(directory, normalize(`/${decodeURIComponent(request.url ?? '')}`))
    if (request.method === 'PUT') {
      mkdirSync(dirname(file), { recursive: true })
      request.pipe(createWriteStream(file)).on('finish', () => response.end())
    } else if (!existsSync(file)) response.writeHead(404).end()
    else response.end(request.method === 'HEAD' ? undefined : readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    env: {},
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Another store by way of sshd, which trusts a key; null where there is none. */
export async function serveStore(
  nix: SandboxedNix,
  { directory, store, publicKey }: { directory: string; store: string; publicKey: string },
): Promise<Server | null> {
  const sshd = '/usr/sbin/sshd'
  if (!existsSync(sshd)) return null
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const place = (name: string) => join(directory, name)
  for (const name of ['host', 'client'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', place(name)])
  const port = await freePort()
  const settings = [`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${place('host')}`]
  const login = [`AuthorizedKeysFile ${place('client.pub')}`, 'StrictModes no', 'PidFile none']
  writeFileSync(place('sshd_config'), [...settings, ...login, 'PermitRootLogin yes', ''].join('\n'))
  const NIX_CONFIG = `${nix.env.NIX_CONFIG ?? ''}\ntrusted-public-keys = ${publicKey}\n`
  const variables = Object.entries({ ...nix.env, NIX_REMOTE: store, NIX_CONFIG })
  const daemon = variables
    .filter(([name]) => name.startsWith('NIX_'))
    .map(([name, value]) => `export ${name}='${value}'`)
  const program = `exec ${join(dirname(nix.programs.nix), 'nix-daemon')} "$@"`
  writeFileSync(place('daemon'), ['#!/bin/sh', ...daemon, program, ''].join('\n'), { mode: 0o755 })
  mkdirSync('/run/sshd', { recursive: true })
  const server = spawn(sshd, ['-D', '-e', '-f', place('sshd_config')], { stdio: 'ignore' })
  await answers(port)
  const trust = `-o StrictHostKeyChecking=no -o UserKnownHostsFile=${place('known')}`
  return {
    url: `ssh-ng://127.0.0.1?remote-program=${place('daemon')}`,
    env: { NIX_SSHOPTS: `-p ${port} -i ${place('client')} ${trust}` },
    async [Symbol.asyncDispose]() {
      server.kill()
    },
  }
}

/**
 * A bucket of S3, whose requests are those of plain files (one `PUT`, `GET` or `HEAD` for each) and may be made by anybody. That
 * they are signed is between Nix and Amazon, and not every Nix can: Debian's is built without.
 */
export async function serveBucket(directory: string): Promise<Server> {
  const files = await serveFiles(directory)
  const { host } = new URL(files.url)
  const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
  return {
    ...files,
    url: `s3://team-cache?endpoint=${host}&scheme=http&region=us-east-1`,
    env: { ...credentials, AWS_EC2_METADATA_DISABLED: 'true' },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' })
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('close', () => resolve(false)).unref()
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await sleep(100)
  }
  throw new Error(`nothing answers at port ${port}`)
}
