import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sendFile } from '../../server/send-file.ts'
import { exchange, listen } from '../fakes/http-server.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251))

/** A server that sends one file; `failures` are what sendFile threw. */
const serve = async (bytes: Buffer = content, more: { download?: string; path?: string } = {}) => {
  const path = join(await tempFolder(), 'file.mp4')
  await writeFile(path, bytes)
  const failures: unknown[] = []
  const closed: Promise<void>[] = []
  const { origin, port } = await listen((incoming, response) => {
    closed.push(
      sendFile(incoming, response, { path, type: 'video/mp4', etag: 'abc', ...more }).catch((error) => {
        failures.push(error)
        response.destroy()
      }),
    )
  })
  const get = async (headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(origin, { method, headers })
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  return { get, origin, port, failures, settled: () => Promise.all(closed) }
}

describe('a file', () => {
  test('is sent whole, to be kept for ever', async () => {
    const { get } = await serve()
    const { status, headers, bytes } = await get()
    expect(status).toBe(200)
    expect(bytes.equals(content)).toBe(true)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      etag: '"abc"',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(headers.get('content-disposition')).toBeNull()
    expect(headers.get('content-range')).toBeNull()
  })

  test.each([
    ['bytes=0-99', 0, 99],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=500-5000', 500, 999],
    ['bytes=7-7', 7, 7],
  ])('%s is sent as that part', async (range, start, end) => {
    const { get } = await serve()
    const { status, headers, bytes } = await get({ range })
    expect([status, headers.get('content-range'), headers.get('content-length')]).toEqual([
      206,
      `bytes ${start}-${end}/1000`,
      `${end - start + 1}`,
    ])
    expect(bytes.equals(content.subarray(start, end + 1))).toBe(true)
  })

  test('a part that lies outside is refused with the size, and the refusal is not kept', async () => {
    const { get } = await serve()
    const { status, headers, bytes } = await get({ range: 'bytes=1000-' })
    expect([status, headers.get('content-range'), headers.get('cache-control'), bytes.length]).toEqual([
      416,
      'bytes */1000',
      null,
      0,
    ])
  })

  test.each([
    ['"abc"', 304],
    ['W/"abc"', 304],
    ['"x", "abc"', 304],
    ['*', 304],
    ['"x"', 200],
    ['abc', 200],
  ])('with If-None-Match %s is answered %d', async (tag, expected) => {
    const { get } = await serve()
    const { status, headers, bytes } = await get({ 'if-none-match': tag })
    expect([status, headers.get('etag'), bytes.length]).toEqual([expected, '"abc"', expected === 304 ? 0 : 1000])
  })

  test('a part is sent only where If-Range names this content', async () => {
    const { get } = await serve()
    const range = 'bytes=0-9'
    expect((await get({ range, 'if-range': '"abc"' })).status).toBe(206)
    for (const other of ['"old"', 'W/"abc"', 'Wed, 21 Oct 2015 07:28:00 GMT'])
      expect((await get({ range, 'if-range': other })).status, other).toBe(200)
    // What does not hold is not judged either.
    expect((await get({ range: 'bytes=5000-', 'if-range': '"old"' })).status).toBe(200)
  })

  test('HEAD gets the headers of the whole file, whatever part it names', async () => {
    const { get, port, settled } = await serve()
    for (const range of ['bytes=0-9', 'bytes=5000-']) {
      const { status, headers } = await get({ range }, 'HEAD')
      expect([status, headers.get('content-length')]).toEqual([200, '1000'])
    }
    const raw = await exchange(port, 'HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    expect(raw).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\n$/s)
    await settled()
  })

  test('that is empty is sent empty', async () => {
    const { get } = await serve(Buffer.alloc(0))
    const { status, headers, bytes } = await get()
    expect([status, headers.get('content-length'), bytes.length]).toEqual([200, '0', 0])
    expect((await get({ range: 'bytes=0-' })).status).toBe(416)
  })

  test('that is not there is for the caller to answer', async () => {
    const { failures, origin } = await serve(content, { path: '/nowhere/at/all' })
    await expect(fetch(origin)).rejects.toThrow()
    expect(failures).toMatchObject([{ code: 'ENOENT' }])
  })
})

describe('a client that breaks off', () => {
  test('is no error, and the next one gets the whole file', async () => {
    const big = Buffer.alloc(32 * 1024 * 1024, 7)
    const { get, origin, failures, settled } = await serve(big)
    for (let times = 0; times < 3; times++)
      await new Promise<void>((resolve) => {
        const asking = request(origin, (response) => {
          response.once('data', () => asking.destroy())
          response.on('close', resolve)
          response.on('error', () => {})
        })
        asking.on('error', () => {})
        asking.end()
      })
    await settled()
    expect(failures).toEqual([])
    expect((await get()).bytes.length).toBe(big.length)
  })
})

describe('a download', () => {
  test.each([
    ['clip.mp4', `attachment; filename="clip.mp4"; filename*=UTF-8''clip.mp4`],
    ['Käse "1".mp4', `attachment; filename="K_se _1_.mp4"; filename*=UTF-8''K%C3%A4se%20%221%22.mp4`],
    ['../../etc/pass\r\nwd', `attachment; filename="..-..-etc-pass-wd"; filename*=UTF-8''..-..-etc-pass-wd`],
    [`it's (100%).mp4`, `attachment; filename="it's (100_).mp4"; filename*=UTF-8''it%27s%20%28100%25%29.mp4`],
  ])('is named %j', async (download, disposition) => {
    const { get } = await serve(content, { download })
    expect((await get()).headers.get('content-disposition')).toBe(disposition)
  })

  test('has a name of at most 100 characters, none of them halved', async () => {
    const { get } = await serve(content, { download: '🎬'.repeat(300) })
    const disposition = (await get()).headers.get('content-disposition') ?? ''
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe('🎬'.repeat(100))
  })
})
