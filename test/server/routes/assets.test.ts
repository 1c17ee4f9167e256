import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openAssets } from '../../../server/assets.ts'
import { createRouter } from '../../../server/router.ts'
import { assetRoutes } from '../../../server/routes/assets.ts'
import { exchange, listen } from '../../fakes/http-server.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const most = 100_000

/** The routes over an empty store of assets, which take files of up to 100,000 bytes. */
const begin = async () => {
  const root = await tempFolder()
  const [folder, shipped] = [join(root, 'assets'), join(root, 'shipped')]
  await mkdir(shipped)
  const reports: string[] = []
  const router = createRouter(assetRoutes(await openAssets(folder, shipped), most), (line) => reports.push(line))
  const { origin, port } = await listen((request, response) => void router(request, response))
  onTestFinished(() => expect(reports).toEqual([]))
  const give = async (body: NonNullable<RequestInit['body']>, name = 'clip.mp4') => {
    const answer = await fetch(`${origin}/api/assets?${new URLSearchParams({ name })}`, {
      method: 'POST',
      body,
      ...(body instanceof ReadableStream ? ({ duplex: 'half' } as object) : {}),
    })
    return { status: answer.status, json: await answer.json() }
  }
  const get = async (name: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${origin}/api/assets/${name}`, { headers })
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  return { root, folder, shipped, port, give, get, kept: () => readdir(folder) }
}

/** Bytes that begin as an MP4 does. */
const video = (length: number): Uint8Array<ArrayBuffer> => {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + 7) % 251)
  bytes.set(Buffer.from('\0\0\0\x18ftypisom', 'latin1'))
  return bytes
}
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('a file is kept under its digest, answers how a workflow names it, and comes back byte for byte', async () => {
  const { give, get, kept } = await begin()
  const bytes = video(90_000)
  const asset = { asset: digestOf(bytes), extension: 'mp4', name: 'My clip.mov' }
  for (let turn = 0; turn < 2; turn++)
    expect(await give(bytes, '/home/me/My clip.mov')).toEqual({ status: 201, json: asset })
  expect(await kept()).toEqual([`${asset.asset}.mp4`])
  const whole = await get(`${asset.asset}.mp4`)
  expect(whole.bytes.equals(bytes)).toBe(true)
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('etag')]).toEqual([
    200,
    'video/mp4',
    `"${asset.asset}"`,
  ])
  const known = await get(`${asset.asset}.mp4`, { 'if-none-match': `"${asset.asset}"` })
  expect([known.status, known.bytes.length]).toEqual([304, 0])
})

test.each([
  ['bytes=0-9', 206, 0, 10],
  ['bytes=89990-', 206, 89_990, 90_000],
  ['bytes=-5', 206, 89_995, 90_000],
  ['bytes=89999-99999999', 206, 89_999, 90_000],
  ['bytes=90000-', 416, 0, 0],
  ['bytes=5-2', 200, 0, 90_000],
  ['lines=1-2', 200, 0, 90_000],
])('the range %s is answered with %i', async (range, status, start, end) => {
  const { give, get } = await begin()
  const bytes = video(90_000)
  await give(bytes)
  const part = await get(`${digestOf(bytes)}.mp4`, { range })
  expect([part.status, part.bytes.equals(bytes.subarray(start, end))]).toEqual([status, true])
  if (status === 206) expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/90000`)
  if (status === 416) expect(part.headers.get('content-range')).toBe('bytes */90000')
})

test('a file that is too long is refused in words, announced or not, and nothing of it stays', async () => {
  const { give, kept, port } = await begin()
  const message = /^The file is larger than .*, which is the most that is taken\. Cut or compress it first\.$/
  expect(await give(video(most))).toMatchObject({ status: 201 })
  expect(await give(video(most + 1))).toEqual({
    status: 413,
    json: { error: expect.stringMatching(message), said: expect.anything() },
  })
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(video(10_000)),
  })
  expect(await give(endless)).toEqual({
    status: 413,
    json: { error: expect.stringMatching(message), said: expect.anything() },
  })
  // Gigabytes that are only announced are refused before they are sent.
  const announced = await exchange(
    port,
    'POST /api/assets?name=x.mp4 HTTP/1.1\r\nhost: x\r\ncontent-length: 9999999999\r\nconnection: close\r\n\r\n',
  )
  expect(announced).toMatch(/^HTTP\/1\.1 413 /)
  expect(await kept()).toHaveLength(1)
})

test.each([
  ['a text', 'hello, I am no video at all', 'clip.mp4', /"clip\.mp4" is no video that can be read here/],
  ['nothing', '', 'empty.gif', /"empty\.gif" is empty/],
  ['a playlist', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', 'list.mp4', /is no video/],
  ['a list for ffmpeg', "ffconcat version 1.0\nfile '/etc/passwd'\n", 'a.mp4', /is no video/],
  ['a web page', '<svg onload="alert(1)"></svg>', '../../x.png', /"x\.png" is no video/],
])('%s is refused by what is in it, whatever it is called', async (_, body, name, message) => {
  const { give, kept } = await begin()
  expect(await give(body, name)).toEqual({
    status: 415,
    json: { error: expect.stringMatching(message), said: expect.anything() },
  })
  expect(await kept()).toEqual([])
})

test('a line that breaks in the middle leaves nothing', async () => {
  const { kept, port } = await begin()
  const request = `POST /api/assets?name=x.mp4 HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n`
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(request)
    socket.write(video(2000))
  })
  onTestFinished(() => void socket.destroy())
  await expect.poll(kept, { timeout: 10_000 }).toHaveLength(1)
  socket.destroy()
  await expect.poll(kept, { timeout: 10_000 }).toEqual([])
})

test('nothing outside of the folders is given, and what comes with the program is', async () => {
  const { root, folder, shipped, get } = await begin()
  const digest = 'a'.repeat(64)
  await writeFile(join(root, 'journal.sqlite'), 'secret')
  await writeFile(join(root, `${digest}.mp4`), 'secret')
  await writeFile(join(folder, 'notes.mp4'), 'secret')
  await writeFile(join(shipped, `${'c'.repeat(64)}.gif`), 'GIF89a')
  for (const name of [
    `${digest}.mp4`,
    `..%2F${digest}.mp4`,
    `..%2Fjournal.sqlite`,
    `..%2F..%2F..%2F..%2Fetc%2Fpasswd`,
    `%2Fetc%2Fpasswd`,
    `..%5C${digest}.mp4`,
    `${digest}.mp4%00.gif`,
    `${digest}.MP4`,
    `${digest}.`,
    'notes.mp4',
    '%00',
    'constructor',
  ]) {
    const { status, bytes } = await get(name)
    expect([name, status, bytes.includes('secret')]).toEqual([name, 404, false])
  }
  const given = await get(`${'c'.repeat(64)}.gif`)
  expect([given.status, given.headers.get('content-type'), given.bytes.toString()]).toEqual([
    200,
    'image/gif',
    'GIF89a',
  ])
  expect(given.headers.get('x-content-type-options')).toBe('nosniff')
})
