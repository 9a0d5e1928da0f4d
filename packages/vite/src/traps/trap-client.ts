import type { ResolvedConfig } from 'vite'

/** The module that pages and workers load beside a wasm package: it tells the dev server of traps that nobody caught. */
export const TRAP_CLIENT_ID = '\0nx-crane-traps'

/** Below the server's base. */
export const TRAP_PATH = '@nx-crane/trap'

/** What a page sends. */
export interface TrapMessage {
  readonly reason: string
  readonly stack: string
}

export function printTrapClient({ base, server }: Pick<ResolvedConfig, 'base' | 'server'>): string {
  const withOverlay = server.hmr !== false && (typeof server.hmr !== 'object' || server.hmr.overlay !== false)
  // Vite takes a text beside `import.meta.url` for the path of a file.
  return `const here = import.meta.url
const endpoint = new URL(${JSON.stringify(`${base}${TRAP_PATH}`)}, here)
const told = new Set()

async function tell(error) {
  const stack = String(error?.stack ?? '')
  if (!stack.includes(':wasm-function[') || told.has(stack) || told.size === ${MOST_TRAPS}) return
  told.add(stack)
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: String(error).slice(0, 1000), stack: stack.slice(0, 30000) }),
  })
  if (response.status !== 200) return
  const { text, overlay } = await response.json()
  console.error(text)
  const Overlay = ${withOverlay} ? globalThis.customElements?.get('vite-error-overlay') : undefined
  // The first trap says what is wrong; those after it may be its consequences.
  if (Overlay && !document.querySelector('vite-error-overlay')) document.body.append(new Overlay(overlay))
}

// Without an answer, as when the server is gone, the browser's own message is all there is.
addEventListener('error', (event) => void tell(event.error).catch(() => {}))
addEventListener('unhandledrejection', (event) => void tell(event.reason).catch(() => {}))
`
}

/** A page that traps again in each frame is not heard for ever. */
const MOST_TRAPS = 20
