import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An npm registry on this machine with one version of one package, as it will be once that is published. */
export class StandInRegistry {
  static async open(tarball: string, manifest: { name: string; version: string }): Promise<StandInRegistry> {
    const bytes = readFileSync(tarball)
    const server = createServer((request, response) => {
      const path = decodeURIComponent(request.url ?? '')
      if (path === '/tarball.tgz') response.end(bytes)
      else if (path === `/${manifest.name}`) response.end(JSON.stringify(describe()))
      else response.writeHead(404).end('{}')
    })
    const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
    const describe = () => ({
      name: manifest.name,
      'dist-tags': { latest: manifest.version },
      versions: {
        [manifest.version]: { ...manifest, dist: { tarball: `${url()}/tarball.tgz`, integrity } },
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new StandInRegistry(server, url())
  }

  readonly #server: Server

  private constructor(
    server: Server,
    readonly url: string,
  ) {
    this.#server = server
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
