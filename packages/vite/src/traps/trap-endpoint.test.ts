import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { trapEndpoint } from './trap-endpoint'

const asked: unknown[] = []
const endpoint = trapEndpoint('/app/', async (message) => {
  asked.push(message)
  return message.reason === 'known' ? { text: 'said' } : null
})
const server = createServer((request, response) => {
  endpoint(request, response, () => {
    response.statusCode = 404
    response.end()
  })
})

beforeEach(async () => {
  asked.length = 0
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterEach(() => new Promise((done) => server.close(done)))

const JSON_TYPE = 'application/json'
const message = (reason: string) => JSON.stringify({ reason, stack: 'at f' })

test.each([
  ['a trap of a served module', '/app/@nx-crane/trap', JSON_TYPE, message('known'), 200, '{"text":"said"}'],
  ['another trap', '/app/@nx-crane/trap', JSON_TYPE, message('unknown'), 204, ''],
  ['another path', '/@nx-crane/trap', JSON_TYPE, message('known'), 404, ''],
  ['what any page may send', '/app/@nx-crane/trap', 'text/plain', message('known'), 404, ''],
  ['no JSON', '/app/@nx-crane/trap', JSON_TYPE, '{', 400, ''],
  ['another JSON', '/app/@nx-crane/trap', JSON_TYPE, 'null', 400, ''],
  ['parts of other types', '/app/@nx-crane/trap', JSON_TYPE, '{"reason":1,"stack":"at f"}', 400, ''],
  ['too much', '/app/@nx-crane/trap', JSON_TYPE, message('known') + ' '.repeat(300_000), 400, ''],
])('%s', async (_, path, type, body, status, text) => {
  const { port } = server.address() as AddressInfo
  const headers = { 'content-type': type, connection: 'close' }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body })
  expect([response.status, await response.text()]).toEqual([status, text])
  expect(asked).toHaveLength(status === 200 || status === 204 ? 1 : 0)
})
