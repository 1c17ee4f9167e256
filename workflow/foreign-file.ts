import { isObject } from './json.ts'

const object = (value: unknown): value is Readonly<Record<string, unknown>> => isObject(value)

/** The program whose graph this JSON is, told by its shape; undefined for any other JSON. Ours says its own name in `format`. */
export const foreignProgram = (parsed: unknown): string | undefined => {
  if (!object(parsed) || 'format' in parsed) return undefined
  const { nodes, links, edges, content, prompt } = parsed
  if (Array.isArray(nodes) && Array.isArray(links)) return 'ComfyUI'
  if (isPrompt(parsed) || isPrompt(prompt)) return 'ComfyUI (API format)'
  if (object(content) && Array.isArray(content.nodes) && Array.isArray(content.edges)) return 'chaiNNer'
  if (Array.isArray(edges) && ('exposedFields' in parsed || 'form' in parsed || object(nodes) || anyInvocation(nodes)))
    return 'InvokeAI'
  if (Array.isArray(edges) && Array.isArray(nodes) && nodes.some(isFlowNode)) return 'React Flow (xyflow)'
  return undefined
}

/** What ComfyUI runs: nodes by id, each with the class that it is of. */
const isPrompt = (json: unknown): boolean => {
  const entries = object(json) ? Object.values(json) : []
  return entries.length > 0 && entries.every((each) => object(each) && typeof each.class_type === 'string')
}

const isFlowNode = (node: unknown): boolean => object(node) && typeof node.id === 'string' && object(node.position)

/** The kinds of nodes that InvokeAI's editor knows (`features/nodes/types/invocation.ts`); each of its nodes holds its own in `data`. */
const invocationKinds: readonly unknown[] = ['invocation', 'notes', 'current_image', 'connector']

const anyInvocation = (nodes: unknown): boolean =>
  Array.isArray(nodes) && nodes.some((node) => object(node) && invocationKinds.includes(node.type) && object(node.data))
