import { createGraph } from '../onnx/graph.ts'
import { openDevice } from '../server/worker/device.ts'
import { type Numbers, openSession, type Session } from '../server/worker/open-session.ts'
import { alone } from './alone.ts'
import { type Layer, layers } from './layer-forms.ts'
import { quantile, table } from './table.ts'

interface Measured {
  readonly form: string
  readonly inexact: boolean
  /** Seconds of processor time, all threads together, of the fastest call. On a GPU: seconds of the clock. */
  readonly seconds: number
  /** The largest difference from the first form, as a part of its largest value. */
  readonly off: number
  /** Why it does not run. */
  readonly problem?: string
}

/** Deterministic numbers between −1 and 1. */
const noise = (shape: readonly number[], by: number): Numbers => ({
  data: Float32Array.from({ length: shape.reduce((all, size) => all * size, 1) }, (_, i) => Math.sin(i * by)),
  shape,
})

const open = async (layer: Layer, form: string, wanted: string): Promise<Session> => {
  const graph = createGraph(form, new Map(), 'float32')
  const ports = Object.fromEntries(
    Object.entries(layer.inputs).map(([name, shape]) => [name, graph.input({ name, type: 'float32', shape })]),
  )
  const answer = layer.forms[form]!.build(graph, ports)
  graph.output(answer, { name: 'answer', type: 'float32', shape: layer.output })
  return openSession(form, graph.build(), process.cwd(), await openDevice(wanted))
}

/** Times all forms of a layer, in turn so that what else the machine does meets all of them. */
export const measureLayer = async ({
  name,
  device,
  rounds,
}: {
  readonly name: string
  readonly device: string
  readonly rounds: number
}): Promise<Measured[]> => {
  const layer = layers[name] as Layer
  const inputs = Object.fromEntries(
    Object.entries(layer.inputs).map(([port, shape], i) => [port, noise(shape, [1.37, 0.91, 0.53][i] ?? 0.7)]),
  )
  const times = new Map<string, number[]>()
  const problems = new Map<string, string>()
  const offs = new Map<string, number>()
  const sessions = new Map<string, Session>()
  let first: Float32Array | undefined
  for (const form of Object.keys(layer.forms))
    try {
      const session = await open(layer, form, device)
      const { data } = (await session.run(inputs)).answer as Numbers
      first ??= data
      const largest = first.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      offs.set(form, data.reduce((most, value, i) => Math.max(most, Math.abs(value - first![i]!)), 0) / largest)
      sessions.set(form, session)
    } catch (error) {
      problems.set(form, (error as Error).message)
    }
  for (let round = 0; round < rounds; round++)
    for (const [form, session] of sessions) {
      const [start, processor] = [performance.now(), process.cpuUsage()]
      await session.run(inputs)
      const { user, system } = process.cpuUsage(processor)
      const seconds = device === 'cpu' ? (user + system) / 1e6 : (performance.now() - start) / 1e3
      times.set(form, [...(times.get(form) ?? []), seconds])
    }
  for (const session of sessions.values()) await session.close()
  return Object.entries(layer.forms).map(([form, { inexact = false }]) => ({
    form,
    inexact,
    seconds: quantile(times.get(form) ?? [], 0),
    off: offs.get(form) ?? Number.NaN,
    ...(problems.has(form) ? { problem: problems.get(form)! } : {}),
  }))
}

/** Times the forms of layers beside each other. @throws where an exact form answers otherwise than the one in use */
export const benchLayers = async (device = 'cpu', rounds = 5): Promise<string> => {
  const rows = [['layer', 'form', device === 'cpu' ? 'processor time' : 'time', 'ratio', 'off by']]
  for (const [name, { title }] of Object.entries(layers)) {
    const { answer } = await alone<Measured[]>(import.meta.url, 'measureLayer', { name, device, rounds })
    const used = answer[0]?.seconds ?? Number.NaN
    for (const { form, inexact, seconds, off, problem } of answer) {
      if (problem !== undefined) {
        rows.push([title, form, 'does not run', '', problem.slice(0, 80)])
        continue
      }
      if (!inexact && !(off < 1e-5)) throw new Error(`The form "${form}" of ${name} is off by ${off}.`)
      const label = `${off === 0 ? '0' : off.toExponential(0)}${inexact ? ': an approximation' : ''}`
      rows.push([title, form, `${(1000 * seconds).toFixed(0)} ms`, (seconds / used).toFixed(2), label])
    }
  }
  return [
    `Forms of layers on ${device}, the shapes of the 1.7 b UNet's first blocks (16 frames of 256 × 256, guidance; GEGLU: 1/4 of the rows)`,
    '',
    table(rows),
    '',
    'The first form of each is the one in use. ratio: of the fastest calls. off by: the largest difference, as a part of the largest value.',
  ].join('\n')
}
