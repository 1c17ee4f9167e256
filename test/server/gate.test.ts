import { describe, expect, test } from 'vitest'
import { createGate } from '../../server/gate.ts'

const local = createGate({ host: '127.0.0.1', allowedHosts: ['Reel.example'] })
const open = createGate({ host: '0.0.0.0', allowedHosts: [] })
const ask = (gate: typeof local, method: string, headers: Record<string, string>) => gate({ method, headers })

describe('a server for this machine', () => {
  test.each([
    ['127.0.0.1:3000'],
    ['localhost:3000'],
    ['LOCALHOST'],
    ['[::1]:3000'],
    ['reel.example'],
    ['REEL.example:8443'],
  ])('answers under the name %s', (host) => expect(ask(local, 'GET', { host })).toBeUndefined())

  test.each([
    ['evil.example:3000'],
    ['localhost.evil.example'],
    ['127.0.0.1.evil.example:3000'],
    ['192.168.1.7:3000'],
    ['evil.example/@localhost'],
    ['evil@localhost:3000'],
    [':secret@localhost'],
    ['localhost/path'],
    ['localhost?x'],
    ['localhost#x'],
    ['a b'],
    [''],
  ])('does not answer under the name %j, for a page may have pointed it here', (host) =>
    expect(ask(local, 'GET', { host })).toMatch(/does not answer under the name .*--allow-host/),
  )

  test('does not answer without a Host', () => expect(ask(local, 'GET', {})).toMatch(/under the name ""/))

  test('says which name to allow', () =>
    expect(ask(local, 'GET', { host: 'studio.example:3000' })).toMatch(/--allow-host studio\.example\./))

  test.each([
    ['http://localhost:3000', 'localhost:3000'],
    ['http://LOCALHOST:3000', 'localhost:3000'],
    ['http://localhost', 'localhost'],
    ['http://localhost', 'localhost:80'],
    ['http://[::1]:3000', '[::1]:3000'],
    // A proxy speaks TLS and leaves out its usual port.
    ['https://reel.example', 'reel.example'],
    ['https://reel.example', 'reel.example:443'],
    ['https://reel.example:8443', 'reel.example:8443'],
  ])('a page of %s may write at %s', (origin, host) => expect(ask(local, 'PUT', { host, origin })).toBeUndefined())

  test.each([
    ['http://evil.example', 'localhost:3000'],
    ['http://localhost:5000', 'localhost:3000'],
    ['http://127.0.0.1:3000', 'localhost:3000'],
    ['http://reel.example', 'reel.example:443'],
    ['https://reel.example', 'reel.example:80'],
    ['null', 'localhost:3000'],
    ['', 'localhost:3000'],
    ['file://', 'localhost:3000'],
    ['chrome-extension://localhost:3000', 'localhost:3000'],
  ])('a page of %j may neither read nor write at %s', (origin, host) => {
    for (const method of ['GET', 'POST', 'DELETE'])
      expect(ask(local, method, { host, origin })).toMatch(/may not use this server/)
  })

  test('an upgrade to a WebSocket is held to the same', () => {
    const upgrade = { host: 'localhost:3000', connection: 'Upgrade', upgrade: 'websocket' }
    expect(ask(local, 'GET', { ...upgrade, origin: 'http://evil.example' })).toMatch(/may not use/)
    expect(ask(local, 'GET', { ...upgrade, host: 'evil.example', origin: 'http://evil.example' })).toMatch(
      /does not answer/,
    )
    expect(ask(local, 'GET', { ...upgrade, origin: 'http://localhost:3000' })).toBeUndefined()
  })

  test('a page elsewhere that sends no Origin may not write, and a program without a browser may', () => {
    const host = 'localhost:3000'
    for (const site of ['cross-site', 'same-site']) {
      expect(ask(local, 'POST', { host, 'sec-fetch-site': site })).toMatch(/may not change anything/)
      expect(ask(local, 'GET', { host, 'sec-fetch-site': site })).toBeUndefined()
    }
    expect(ask(local, 'POST', { host, 'sec-fetch-site': 'same-origin' })).toBeUndefined()
    expect(ask(local, 'DELETE', { host })).toBeUndefined()
  })

  test('cuts what it repeats', () =>
    expect(ask(local, 'GET', { host: `${'x'.repeat(5000)} ` })!.length).toBeLessThan(400))
})

describe('a server for the network', () => {
  test.each([['192.168.1.7:3000'], ['[fe80::1]:3000'], ['localhost']])('answers under the address %s', (host) =>
    expect(ask(open, 'GET', { host })).toBeUndefined(),
  )

  test('still does not answer under a name that a page may have pointed here', () =>
    expect(ask(open, 'GET', { host: 'evil.example:3000' })).toMatch(/does not answer/))

  test('answers under the name that it was given to listen on', () =>
    expect(
      ask(createGate({ host: 'studio.lan', allowedHosts: [] }), 'GET', { host: 'studio.lan:3000' }),
    ).toBeUndefined())
})
