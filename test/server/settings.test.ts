import { delimiter, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { help, readSettings, SettingsError } from '../../server/settings.ts'

const at = resolve('/somewhere')
const read = (args: string[], environment: Record<string, string | undefined> = {}) => {
  const settings = readSettings(args, environment, at)
  if (settings === 'help') throw new Error('help was not asked for')
  return settings
}

describe('settings', () => {
  test('--memory takes gigabytes, and says so where it cannot', () => {
    expect(read([]).memoryGigabytes).toBeUndefined()
    expect(read(['--memory', '6']).memoryGigabytes).toBe(6)
    expect(read(['--memory', '0.5']).memoryGigabytes).toBe(0.5)
    for (const text of ['0', '6GB', '-1', '', '1e99'])
      expect(() => read([`--memory=${text}`])).toThrow(`--memory is "${text}". Give gigabytes`)
  })

  test('have defaults that reach this machine only', () => {
    expect(read([])).toEqual({
      host: '127.0.0.1',
      port: 3000,
      data: resolve(at, 'data'),
      models: [resolve(at, 'models')],
      device: undefined,
      allowedHosts: [],
      dev: false,
      welcome: true,
    })
  })

  test('follow every flag', () => {
    const args =
      '--host 0.0.0.0 --port 8080 --data d --models m1 --models /m2 --device cuda --dev --no-welcome --allow-host reel.example --allow-host other.example'
    expect(read(args.split(' '))).toEqual({
      host: '0.0.0.0',
      port: 8080,
      data: resolve(at, 'd'),
      models: [resolve(at, 'm1'), resolve('/m2'), resolve(at, 'models')],
      device: 'cuda',
      allowedHosts: ['reel.example', 'other.example'],
      dev: true,
      welcome: false,
    })
  })

  test('take the port from the environment, and the flag before it', () => {
    expect(read([], { PORT: '4000' }).port).toBe(4000)
    expect(read([], { PORT: '' }).port).toBe(3000)
    expect(read(['--port', '0'], { PORT: '4000' }).port).toBe(0)
    expect(read(['--port=65535'], { PORT: 'rubbish' }).port).toBe(65535)
  })

  test('look for checkpoints in flags, the variable and ./models, each folder once', () => {
    const environment = { REELGRAPH_MODELS: ['/shared', '', 'models', 'near'].join(delimiter) }
    expect(read(['--models', '/mine', '--models', '/shared'], environment).models).toEqual(
      ['/mine', '/shared', 'models', 'near'].map((each) => resolve(at, each)),
    )
  })

  test.each([
    [['--port', '65536'], {}, /--port is "65536"\. Give a whole number from 0 to 65535/],
    [['--port', '3e3'], {}, /--port is "3e3"/],
    [['--port='], {}, /--port is ""/],
    [[], { PORT: '-1' }, /The variable PORT is "-1"/],
    [['--host', ' '], {}, /--host is empty/],
    [['--data='], {}, /--data is empty/],
    [['--device='], {}, /--device is empty/],
    [['--models='], {}, /--models is empty/],
    [['--allow-host='], {}, /--allow-host is empty/],
    [['--prot', '80'], {}, /Unknown option '--prot'.*--port NUMBER/s],
    [['80'], {}, /Unexpected argument '80'.*--port NUMBER/s],
    [['--dev=yes'], {}, /--dev.*does not take an argument.*--port NUMBER/s],
  ])('%j with %j says what is wrong', (args, environment, why) => {
    expect(() => read(args, environment)).toThrow(SettingsError)
    expect(() => read(args, environment)).toThrow(why)
  })

  test.each([[['--help']], [['-h']], [['--help', '--port', 'rubbish']]])('%j asks for help', (args) =>
    expect(readSettings(args, {}, at)).toBe('help'),
  )

  test('the help names every flag that a person may give', () => {
    for (const flag of ['port', 'host', 'allow-host', 'data', 'models', 'device', 'no-welcome', 'help'])
      expect(help).toMatch(new RegExp(`^ {2}--${flag} `, 'm'))
  })
})
