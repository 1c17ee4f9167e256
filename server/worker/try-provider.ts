import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { createGraph, type Precision } from '../../onnx/graph.ts'
import { floatInput, floatOutput } from '../../onnx/layers/ports.ts'
import type { DeviceProblem } from '../../workflow/device-texts.ts'

/** What became of the try: why it did not answer, where it said so in the words of ONNX Runtime, its libraries and the system. */
export interface Tried {
  readonly problem?: string | DeviceProblem
  /** It answers, and fails in half precision, as a WebGPU without `shader-f16` does. */
  readonly singleOnly?: true
}

// Relu of (-1, 2) is (0, 2).
const program = `
const { InferenceSession, Tensor } = require(process.argv[1])
const [, , single, half, provider] = process.argv
const answer = (told) => { process.stdout.write(JSON.stringify(told)); process.exit() }
const run = async (model) => {
  const options = { executionProviders: [provider], logSeverityLevel: 3 }
  const session = await InferenceSession.create(Buffer.from(model, 'base64'), options)
  const { y } = await session.run({ x: new Tensor('float32', [-1, 2], [2]) })
  if (y.data[0] !== 0 || y.data[1] !== 2) throw { wrong: true }
}
run(single).then(
  () => run(half).then(() => answer({}), () => answer({ singleOnly: true })),
  (error) => answer({ problem: error.wrong ? { code: 'wrongAnswer' } : error.message }),
)
`

const modelIn = (precision: Precision): string => {
  const graph = createGraph('device check', new Map(), precision)
  floatOutput(graph, graph.op('Relu', 'check', [floatInput(graph, 'x', [2])]), 'y', [2])
  return Buffer.from(graph.build().model).toString('base64')
}

/**
 * Lets an execution provider of ONNX Runtime compute one operator in single and in half precision, in a process of its own: a driver that crashes takes
 * nothing else with it, and what the try held is given back.
 * @param runtime the module that is tried, by default the installed onnxruntime-node
 */
export const tryProvider = (
  provider: string,
  runtime = createRequire(import.meta.url).resolve('onnxruntime-node'),
): Promise<Tried> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['-e', program, runtime, modelIn('float32'), modelIn('float16'), provider],
      { timeout: patienceMs, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const told = toldIn(stdout)
        // The library that is missing is named in what ONNX Runtime prints, and nowhere else.
        if (told) resolve(typeof told.problem === 'string' ? { problem: `${told.problem}\n${stderr}` } : told)
        else if (error?.killed) resolve({ problem: { code: 'noAnswer', detail: String(patienceMs / 1000) } })
        else if (typeof error?.code === 'string') resolve({ problem: { code: 'notTried', detail: error.code } })
        else resolve({ problem: { code: 'crashed', detail: String(error?.signal ?? error?.code ?? '') } })
      },
    )
  })

/** Long enough for a first start that compiles kernels. */
const patienceMs = 60_000

const toldIn = (stdout: string): Tried | undefined => {
  try {
    return JSON.parse(stdout) as Tried
  } catch {
    return undefined
  }
}
