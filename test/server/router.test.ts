import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createRouter, Refusal, type Route } from '../../server/router.ts'
import { exchange, listen } from '../fakes/http-server.ts'

/** A server over these routes; `reports` is what a person at the terminal would see. */
const serve = async (...routes: Route[]) => {
  const reports: string[] = []
  const router = createRouter(routes, (line) => reports.push(line))
  let unanswered = 0
  const { origin, port } = await listen((incoming, response) => {
    unanswered++
    void router(incoming, response).then(() => unanswered--)
  })
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${origin}${path}`, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, error: errorIn(text) }
  }
  return { ask, port, origin, reports, unanswered: () => unanswered }
}

const errorIn = (text: string): string => {
  try {
    return String((JSON.parse(text) as { error?: unknown } | null)?.error ?? '')
  } catch {
    return ''
  }
}

const until = async (met: () => boolean) => {
  for (let tries = 0; tries < 400 && !met(); tries++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(met()).toBe(true)
}

const echo: Route = {
  method: 'POST',
  path: '/api/echo',
  answer: async (call) => ({ json: { length: (await call.body(1000)).length } }),
}
const thing: Route = {
  method: 'GET',
  path: '/api/things/:id',
  answer: ({ params, query }) => ({ json: { id: params.id, more: query.get('more') } }),
}
const remove: Route = { method: 'DELETE', path: '/api/things/:id', answer: () => ({ status: 204 }) }

describe('finding a route', () => {
  test('gives its parts, decoded, and the query', async () => {
    const { ask } = await serve(thing, remove)
    expect((await ask('/api/things/a%2Fb%20%C3%A4?more=1%262')).text).toBe('{"id":"a/b ä","more":"1&2"}\n')
    expect((await ask('/api/things/x/')).text).toBe('{"id":"x","more":null}\n')
    expect((await ask('/api/things/__proto__')).text).toBe('{"id":"__proto__","more":null}\n')
  })

  test('404 where there is nothing, 405 with what there is', async () => {
    const { ask } = await serve(thing, remove)
    for (const path of ['/api/nothing', '/api/things', '/api/things/a/b', '/apixthings/a', '//evil.example/api']) {
      const { status, error } = await ask(path)
      expect([path, status]).toEqual([path, 404])
      expect(error).toMatch(/^There is nothing at \//)
    }
    const { status, headers, error } = await ask('/api/things/a', { method: 'PUT', body: 'x' })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, DELETE'])
    expect(error).toBe('/api/things/a does not take PUT. Use GET, DELETE.')
  })

  test('a dot in a path is a dot', async () => {
    const { ask } = await serve({ method: 'GET', path: '/api/a.json', answer: () => ({ json: 1 }) })
    expect((await ask('/api/a.json')).status).toBe(200)
    expect((await ask('/api/axjson')).status).toBe(404)
  })

  test('400 for an address that is not well encoded, or none at all', async () => {
    const { ask, port, reports } = await serve(thing)
    const { status, error } = await ask('/api/things/%E0%A4%A')
    expect([status, error]).toEqual([400, 'The address is not well encoded. Encode its parts with encodeURIComponent.'])
    for (const path of ['http://a:99999/api', 'http://[1/api'])
      expect(await exchange(port, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 400 .*is no address/s,
      )
    expect(await exchange(port, 'GET // HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 404/)
    expect(reports).toEqual([])
  })
})

describe('an answer', () => {
  test('is JSON by default, bytes where it says so, and never guessed at by a browser', async () => {
    const { ask } = await serve(thing, {
      method: 'GET',
      path: '/api/bytes',
      answer: () => ({
        status: 203,
        headers: { 'x-more': 'y' },
        bytes: { type: 'text/plain', data: Buffer.from('ä') },
      }),
    })
    const json = await ask('/api/things/a')
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(json.headers.get('x-content-type-options')).toBe('nosniff')
    expect(json.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(json.headers.get('cache-control')).toBe('no-cache')
    const bytes = await ask('/api/bytes')
    expect([bytes.status, bytes.text, bytes.headers.get('content-length'), bytes.headers.get('x-more')]).toEqual([
      203,
      'ä',
      '2',
      'y',
    ])
  })

  test('HEAD has the headers of GET and no body, also where there is nothing', async () => {
    const { ask, port } = await serve(thing)
    const { status, headers, text } = await ask('/api/things/a', { method: 'HEAD' })
    const length = (await ask('/api/things/a')).text.length
    expect([status, headers.get('content-length'), text]).toEqual([200, `${length}`, ''])
    const raw = await exchange(port, 'HEAD /api/nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    expect(raw).toMatch(/^HTTP\/1\.1 404 .*\r\n\r\n$/s)
  })

  test('204 has no body', async () => {
    const { ask } = await serve(remove)
    const { status, text } = await ask('/api/things/a', { method: 'DELETE' })
    expect([status, text]).toEqual([204, ''])
  })
})

describe('what goes wrong', () => {
  test.each([
    ['an error', () => Promise.reject(new Error('wires crossed')), /wires crossed/],
    [
      'an error at once',
      () => {
        throw new Error('at once')
      },
      /at once/,
    ],
    ['no error at all', () => Promise.reject(undefined), /undefined/],
    ['a text', () => Promise.reject('only words'), /only words/],
    ['an answer that is no JSON', () => ({ json: { big: 1n } }), /BigInt/],
    ['a header that cannot be', () => ({ headers: { 'x-bad': 'a\nb' } }), /x-bad/],
    ['a file that is gone', () => ({ file: { path: '/nowhere/at/all', type: 'x', etag: 'e' } }), /nowhere.at.all/],
  ] as [string, Route['answer'], RegExp][])(
    '%s is answered once with 500 and told to the terminal',
    async (_, answer, what) => {
      const { ask, reports } = await serve({ method: 'GET', path: '/api/fails', answer })
      const { status, error, headers } = await ask('/api/fails')
      expect(status).toBe(500)
      expect(error).toMatch(/^The server could not answer GET \/api\/fails: .*\. Its terminal says more\.$/)
      expect(error).toMatch(what)
      expect(reports).toHaveLength(1)
      expect(reports[0]).toMatch(what)
      expect(headers.get('cache-control')).toBe('no-cache')
    },
  )

  test('a refusal keeps its status and headers, and is nobody’s fault', async () => {
    const { ask, reports } = await serve({
      method: 'GET',
      path: '/api/no',
      answer: () => {
        throw new Refusal(418, 'Ask for coffee elsewhere.', { 'retry-after': '5' })
      },
    })
    const { status, error, headers } = await ask('/api/no')
    expect([status, error, headers.get('retry-after')]).toEqual([418, 'Ask for coffee elsewhere.', '5'])
    expect(reports).toEqual([])
  })

  test('headers of the answer that failed do not stay on the error', async () => {
    const { ask } = await serve({
      method: 'GET',
      path: '/api/fails',
      answer: () => ({ headers: { etag: '"x"', 'x-kept': '1', 'x-bad': 'a\nb' } }),
    })
    const { status, headers } = await ask('/api/fails')
    expect([status, headers.get('etag'), headers.get('x-kept')]).toEqual([500, null, null])
  })

  test('the connection lives on after an error', async () => {
    const { port } = await serve(thing)
    const twice = ['/api/nothing', '/api/things/b']
      .map((path, index) => `GET ${path} HTTP/1.1\r\nhost: x\r\n${index === 1 ? 'connection: close\r\n' : ''}\r\n`)
      .join('')
    expect((await exchange(port, twice)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200'])
  })
})

describe('a body', () => {
  test('arrives whole up to its limit', async () => {
    const { ask } = await serve(echo)
    expect((await ask('/api/echo', { method: 'POST', body: 'x'.repeat(1000) })).text).toBe('{"length":1000}\n')
    expect((await ask('/api/echo', { method: 'POST' })).text).toBe('{"length":0}\n')
  })

  test.each([
    ['a little', 1001],
    ['much', 30_000_000],
  ])('that is %s too long is refused with 413, and the client gets to read it', async (_, size) => {
    const { ask, reports } = await serve(echo)
    const { status, error } = await ask('/api/echo', { method: 'POST', body: new Uint8Array(size) })
    expect(status).toBe(413)
    expect(error).toMatch(/more than 1 KiB.*Send less/)
    expect(reports).toEqual([])
  })

  test('that does not say its length is refused when it has become too long', async () => {
    const { ask } = await serve(echo)
    for (const chunks of [2, 300]) {
      const stream = new ReadableStream({
        start: (controller) => {
          for (let chunk = 0; chunk < chunks; chunk++) controller.enqueue(new Uint8Array(900))
          controller.close()
        },
      })
      const { status } = await ask('/api/echo', { method: 'POST', body: stream, duplex: 'half' } as RequestInit)
      expect(status).toBe(413)
    }
  })

  test('that nobody reads does not hold up the refusal, nor is it taken for the next request', async () => {
    const { port, ask } = await serve(echo)
    const smuggled = 'GET /api/things/x HTTP/1.1\r\nhost: x\r\n\r\n'
    const answer = exchange(
      port,
      `POST /api/nothing HTTP/1.1\r\nhost: x\r\ncontent-length: ${smuggled.length + 9}\r\n\r\n${smuggled}`,
    )
    // The rest never comes: the answer is there all the same, and the connection ends after a while.
    expect((await ask('/api/echo', { method: 'POST' })).status).toBe(200)
    expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404'])
  })

  test('that breaks off is no error of the server, and leaves nothing hanging', async () => {
    const { port, reports, unanswered, ask } = await serve(echo)
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('POST /api/echo HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\nonly this'),
    )
    await until(() => unanswered() === 1)
    socket.destroy()
    await until(() => unanswered() === 0)
    expect(reports).toEqual([])
    expect((await ask('/api/echo', { method: 'POST' })).status).toBe(200)
  })

  test('an answer that nobody waits for any more harms nobody', async () => {
    let release = () => {}
    const slow: Route = {
      method: 'GET',
      path: '/api/slow',
      answer: () => new Promise((resolve) => (release = () => resolve({ json: 'late' }))),
    }
    const { origin, reports, unanswered } = await serve(slow)
    const asking = request(`${origin}/api/slow`).on('error', () => {})
    asking.end()
    await until(() => unanswered() === 1)
    asking.destroy()
    await new Promise((resolve) => setTimeout(resolve, 20))
    release()
    await until(() => unanswered() === 0)
    expect(reports).toEqual([])
  })
})
