import type { IncomingMessage } from 'node:http'
import type { Connect } from 'vite'
import { TRAP_PATH, type TrapMessage } from './trap-client'

/**
 * Answers what {@link printTrapClient} sends. JSON cannot be sent from pages of other origins unless the server's `cors`
 * allows it.
 *
 * @param answer what the page gets; null where the message is about nothing of this server
 */
export function trapEndpoint(
  base: string,
  answer: (message: TrapMessage) => Promise<unknown>,
): Connect.NextHandleFunction {
  return (request, response, next) => {
    const isMeant = request.method === 'POST' && request.url === `${base}${TRAP_PATH}`
    if (!isMeant || request.headers['content-type'] !== 'application/json') return next()
    const end = (status: number, body = '') => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(body)
    }
    readBody(request)
      .then(async (text) => {
        const message = text === null ? null : parseMessage(text)
        if (message === null) return end(400)
        const said = await answer(message)
        if (said === null) end(204)
        else end(200, JSON.stringify(said))
      })
      .catch(next)
  }
}

/** Null where it is longer than a stack is: read to its end, since who is cut off gets no answer, but not kept. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= LONGEST_BODY) chunks.push(chunk)
  }
  return length > LONGEST_BODY ? null : Buffer.concat(chunks).toString('utf8')
}

function parseMessage(text: string): TrapMessage | null {
  try {
    const { reason, stack } = (JSON.parse(text) ?? {}) as Partial<Record<keyof TrapMessage, unknown>>
    return typeof reason === 'string' && typeof stack === 'string' ? { reason, stack } : null
  } catch {
    return null // the page is not ours
  }
}

const LONGEST_BODY = 200_000
