import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'

/** Tells why a request may not be answered, in words, or undefined where it may. */
export type Gate = (request: { readonly method?: string; readonly headers: IncomingHttpHeaders }) => string | undefined

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Lets requests pass that were made for this server and, where a browser made them, by this server's own pages. A page
 * elsewhere can neither write here (its Origin is another) nor point its own name at this address (its Host is another).
 * Where the server listens on the network, an IP address is a good Host as well: no page has one by its name.
 */
export const createGate = ({
  host,
  allowedHosts,
}: {
  readonly host: string
  readonly allowedHosts: readonly string[]
}): Gate => {
  const open = !['127.0.0.1', '::1', 'localhost'].includes(host)
  const names = new Set([...loopback, host, ...(open ? [hostname()] : []), ...allowedHosts].map(lower))
  const known = (name: string) => names.has(name) || (open && isIP(name.replace(/^\[|\]$/g, '')) !== 0)

  return ({ method, headers }) => {
    const { host: asked = '', origin } = headers
    const name = nameOf(`http://${asked}`)
    if (name === undefined || !known(name))
      return `This server does not answer under the name "${asked.slice(0, 100)}". If that name is right, start it with --allow-host ${name?.slice(0, 100) ?? 'NAME'}.`
    if (origin !== undefined) {
      if (!sameHost(origin, asked))
        return `A page of ${origin.slice(0, 100)} may not use this server. Open the editor at http://${asked}.`
    } else if (!['GET', 'HEAD'].includes(method ?? 'GET') && /^(cross|same)-site$/.test(`${headers['sec-fetch-site']}`))
      return `A page elsewhere may not change anything on this server. Open the editor at http://${asked}.`
    return undefined
  }
}

const lower = (text: string) => text.toLowerCase()

const parsed = (address: string): URL | undefined => {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

const nameOf = (address: string): string | undefined => {
  const url = parsed(address)
  // Anything beside a host and a port is no Host header.
  return url?.pathname === '/' && url.username + url.password + url.search + url.hash === '' ? url.hostname : undefined
}

/**
 * True where a page of this origin was served under the host and port that were asked. The Host header is read with the
 * scheme of the page, whose usual port it leaves out: behind a proxy with TLS that is 443, whatever is spoken here.
 */
const sameHost = (origin: string, asked: string): boolean => {
  const page = parsed(origin)
  if (!page || !/^https?:$/.test(page.protocol)) return false
  return page.host === parsed(`${page.protocol}//${asked}`)?.host
}
