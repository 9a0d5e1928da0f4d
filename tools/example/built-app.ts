import { existsSync } from 'node:fs'
import { join } from 'node:path'

export interface ServedApp {
  readonly url: string
  close(): Promise<void>
}

/** Serves the web app as `nx build @atlas/web` left it, on a free port of this machine only. */
export async function serveBuiltApp(root: string): Promise<ServedApp> {
  const app = join(root, 'apps', 'web')
  if (!existsSync(join(app, 'dist', 'index.html'))) {
    throw new Error('apps/web/dist has no index.html: run "npx nx build @atlas/web"')
  }
  const { preview } = await import('vite')
  const server = await preview({
    root: app,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 4180, strictPort: false, open: false },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('the server of the built app has no address')
  return { url, close: () => server.close() }
}
