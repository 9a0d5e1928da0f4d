import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { NixInstallation } from './nix-installation'
import { type Realised, realise, type WantedOutput } from './realise'

const recorded = (name: string) => readFileSync(join(__dirname, '../../fixtures/build-logs', name), 'utf8')

const [BROKEN, USER, OK, HASH_USER] = [
  ['iqmcb32fgih83lg583vrpyby94giiyyc-broken-1', 'ap97lvxsif3q7vc6f7brmhc5lz6nsz25-broken-1'],
  ['qv0dnr9q0hwfwimzdmnyh6293hmp2d5i-user-2', 'wj51y5182lshmkkch9yfsrfrvnwhc5yg-user-2'],
  ['3akp0clrp4wi0a57x290jr095hihgjnn-ok-1', 'ghirnrr34mqq3bqjs5q48q7ivp63q473-ok-1'],
  ['hbqy6f759y8phpblbgmqpcchzvj17pj9-hash-user-1', '414l3493w4ayns5g9crrs8hjmrmn7k4s-hash-user-1'],
].map(
  ([derivation = '', output = '']): WantedOutput => ({
    derivation: `/nix/store/${derivation}.drv`,
    storePath: `/nix/store/${output}`,
  }),
) as [WantedOutput, WantedOutput, WantedOutput, WantedOutput]

interface Replay {
  readonly log: string
  readonly graph?: string
  /** What the store holds in the end. */
  readonly valid?: readonly WantedOutput[]
  readonly code?: number
  readonly aborted?: boolean
}

/** Nix as it was when the log was recorded. */
function replay({ log, graph = '', valid = [], code = 0, aborted = false }: Replay): NixInstallation {
  const paths = new Set(valid.map(({ storePath }) => storePath))
  const nix: Pick<NixInstallation, 'aborted' | 'run' | 'start'> = {
    aborted,
    async run(_, args) {
      const isQuery = args[0] === '--query'
      const invalid = args.filter((arg) => arg.startsWith('/') && !paths.has(arg))
      return { code: 0, stdout: isQuery ? graph : invalid.map((path) => `${path}\n`).join(''), stderr: '' }
    },
    start() {
      return {
        stdout: Readable.from([]),
        stderr: Readable.from([Buffer.from(log.slice(0, 777)), Buffer.from(log.slice(777))]),
        exit: Promise.resolve({ code, signal: null }),
        interrupt: () => {},
      }
    },
  }
  return nix as NixInstallation
}

async function read(nix: NixInstallation, wanted: readonly WantedOutput[]): Promise<Realised[]> {
  const events: Realised[] = []
  for await (const event of realise(nix, wanted, (path) => path.replace(/^.{44}(.*)\.drv$/, '$1')))
    events.push(event)
  return events
}

test('each derivation ends as it did, and says why', async () => {
  const nix = replay({
    log: recorded('failures.log'),
    graph: recorded('failures.graph'),
    valid: [OK],
    code: 1,
  })
  const events = await read(nix, [BROKEN, USER, OK, HASH_USER])
  const made = events.flatMap((event) => (event.is === 'made' ? [[event.wanted, event.log]] : []))
  expect(made).toEqual([[OK, 'one\n\n\u001b[1mtwo\u001b[0m\n']])
  const failed = new Map(
    events.flatMap((event) => (event.is === 'failed' ? [[event.wanted, event.why]] : [])),
  )
  expect(failed.get(BROKEN)).toBe(
    [
      'fine so far',
      'it is broken',
      'builder failed with exit code 3.',
      `the whole log: nix log ${BROKEN.derivation}`,
      '',
    ].join('\n'),
  )
  expect(failed.get(USER)).toBe(
    [
      'not built because it needs broken-1, which failed:',
      '  > fine so far',
      '  > it is broken',
      'builder failed with exit code 3.',
      `the whole log: nix log ${BROKEN.derivation}`,
      '',
    ].join('\n'),
  )
  expect(failed.get(HASH_USER)).toMatch(
    /needs fetched-1, which failed:\nhash mismatch[\s\S]*\nif the download is what you want, write "sha256-WJG1[^"]+" instead of "sha256-AAAA/,
  )
  expect(failed.size).toBe(3)
})

test('what fails by itself is said before the end', async () => {
  const nix = replay({
    log: recorded('failures.log'),
    graph: recorded('failures.graph'),
    valid: [OK],
    code: 1,
  })
  const order = (await read(nix, [USER, BROKEN])).flatMap((event) =>
    event.is === 'failed' ? [event.wanted] : [],
  )
  expect(order).toEqual([BROKEN, USER])
})

test('builds begin and end', async () => {
  const nix = replay({ log: recorded('failures.log'), valid: [OK], code: 1 })
  const activities = (await read(nix, [OK])).flatMap((event) =>
    event.is === 'activity' ? [event.activity] : [],
  )
  const ofOk = activities.filter(({ subject }) => subject === OK.derivation)
  expect(ofOk).toHaveLength(2)
  expect(ofOk[0]).toBe(ofOk[1])
  expect(ofOk[1]?.endTime).toBeTypeOf('number')
})

test('a download is told as one', async () => {
  const nix = replay({ log: recorded('download.log'), valid: [OK] })
  const made = (await read(nix, [OK])).flatMap((event) => (event.is === 'made' ? [event.activity] : []))
  expect(made).toMatchObject([{ is: 'download', from: 'https://cache.example.org', subject: OK.storePath }])
})

// The lines of Nix 2.34.8 with `--max-jobs 0` and another store as builder: the Nix there tells of the same build.
test('what another machine builds is one build, there', async () => {
  const start = (id: number, machine: string) =>
    `@nix {"action":"start","fields":["${OK.derivation}","${machine}",1,1],"id":${id},"level":3,"parent":0,"text":"building '${OK.derivation}'","type":105}\n`
  const line = (id: number) => `@nix {"action":"result","fields":["fine"],"id":${id},"type":101}\n`
  const stop = (id: number) => `@nix {"action":"stop","id":${id}}\n`
  const log = [start(1, 'ssh-ng://mac'), start(2, ''), line(2), stop(2), stop(1)].join('')
  const events = await read(replay({ log, valid: [OK] }), [OK])
  const activities = events.flatMap((event) => (event.is === 'activity' ? [event.activity] : []))
  expect(activities.map(({ is, from }) => [is, from])).toEqual([
    ['build', 'ssh-ng://mac'],
    ['build', 'ssh-ng://mac'],
  ])
  expect(events.at(-1)).toMatchObject({ is: 'made', log: 'fine\n', activity: { from: 'ssh-ng://mac' } })
})

test('what a cache has and Nix refuses is told as that', async () => {
  const text = `ignoring substitute for '${OK.storePath}' from 'https://c', as it's not signed by any of the keys in 'trusted-public-keys'`
  const log = `@nix ${JSON.stringify({ action: 'msg', level: 1, msg: text })}\n`
  const [event] = await read(replay({ log, valid: [OK] }), [OK])
  expect(event).toEqual({ is: 'refused', refused: { storePath: OK.storePath, cache: 'https://c' } })
})

test('what was interrupted says so', async () => {
  const nix = replay({ log: recorded('interrupted.log'), code: 1, aborted: true })
  expect((await read(nix, [OK])).at(-1)).toMatchObject({ is: 'failed', why: 'interrupted by the user\n' })
})

test('an error about no derivation is everybody’s, with what to do', async () => {
  const log =
    '@nix {"action":"msg","level":0,"msg":"error: x","raw_msg":"cannot connect to socket at \'/nix/var/nix/daemon-socket/socket\': No such file or directory"}\n'
  const failed = (await read(replay({ log, code: 1 }), [OK, USER])).flatMap((event) =>
    event.is === 'failed' ? [event.why] : [],
  )
  expect(failed).toHaveLength(2)
  expect(new Set(failed).size).toBe(1)
  expect(failed[0]).toMatch(/^cannot connect to socket[\s\S]*\nstart the Nix daemon/)
})

test('a Nix that ends without a word has not built anything', async () => {
  expect((await read(replay({ log: '', code: 1 }), [OK])).at(-1)).toMatchObject({
    is: 'failed',
    why: 'Nix exited with code 1 without saying why this was not built\n',
  })
})
