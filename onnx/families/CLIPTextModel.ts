import type { Family, Network } from '../family.ts'
import type { Graph, Value } from '../graph.ts'
import { gelu, quickGelu } from '../layers/activations.ts'
import { attention } from '../layers/attention.ts'
import { linear } from '../layers/linear.ts'
import { layerNorm } from '../layers/norms.ts'
import { floatOutput } from '../layers/ports.ts'
import { createShapes } from '../layers/shapes.ts'

/**
 * CLIP's text encoder: input_ids (batch, tokens) → last_hidden_state (batch, tokens, width), after the final layer norm.
 * @source transformers, CLIPTextModel
 */
const text: Network = (graph, config, { skipLayers = 0 }) => {
  const width = config.number('hidden_size')
  const heads = config.number('num_attention_heads')
  const layers = config.number('num_hidden_layers')
  const inner = config.number('intermediate_size')
  const epsilon = config.number('layer_norm_eps', 1e-5)
  const activation = config.oneOf('hidden_act', ['quick_gelu', 'gelu'], 'quick_gelu')
  const vocabulary = config.number('vocab_size')
  const positions = config.number('max_position_embeddings', 77)
  if (skipLayers < 0 || skipLayers >= layers || !Number.isInteger(skipLayers))
    throw new Error(
      `The text encoder has ${layers} layers, of which ${skipLayers} cannot be skipped. Choose 0 to ${layers - 1}.`,
    )

  const ids = graph.input({ name: 'input_ids', type: 'int64', shape: ['batch', 'tokens'] })
  const root = graph.has('text_model.final_layer_norm.weight') ? 'text_model.' : ''
  const shapes = createShapes(graph)
  const shape = shapes.join(shapes.of(ids, 0, 2), width)

  let x = embed(graph, `${root}embeddings`, ids, shapes.of(ids, 1, 2), { width, vocabulary, positions })
  x = graph.op('Reshape', `${root}embeddings`, [x, graph.ints([-1, width])])
  for (let layer = 0; layer < layers - skipLayers; layer++) {
    const path = `${root}encoder.layers.${layer}`
    const attended = attention(graph, `${path}.self_attn`, layerNorm(graph, `${path}.layer_norm1`, x, width, epsilon), {
      heads,
      width,
      shape,
      causal: true,
      biases: true,
      names: { query: 'q_proj', key: 'k_proj', value: 'v_proj', out: 'out_proj' },
    })
    x = graph.op('Add', path, [x, attended])
    const hidden = linear(
      graph,
      `${path}.mlp.fc1`,
      layerNorm(graph, `${path}.layer_norm2`, x, width, epsilon),
      width,
      inner,
    )
    const active = (activation === 'gelu' ? gelu : quickGelu)(graph, `${path}.mlp`, hidden)
    x = graph.op('Add', path, [x, linear(graph, `${path}.mlp.fc2`, active, inner, width)])
  }
  x = layerNorm(graph, `${root}final_layer_norm`, x, width, epsilon)
  floatOutput(graph, graph.op('Reshape', 'output', [x, shape]), 'last_hidden_state', ['batch', 'tokens', width])
}

/** Token and position embeddings, added: (batch, tokens, width). */
const embed = (
  graph: Graph,
  path: string,
  ids: Value,
  tokens: Value,
  of: { readonly width: number; readonly vocabulary: number; readonly positions: number },
): Value => {
  const words = graph.op('Gather', path, [
    graph.weight(`${path}.token_embedding.weight`, [of.vocabulary, of.width]),
    ids,
  ])
  const all = graph.weight(`${path}.position_embedding.weight`, [of.positions, of.width])
  const used = graph.op('Slice', path, [all, graph.ints([0]), tokens, graph.ints([0])])
  return graph.op('Add', path, [words, used])
}

export default {
  part: 'text-encoder',
  networks: { text },
  // What CLIP compares texts and pictures with: saved with some encoders, never read for hidden states.
  leftovers: /(?:^|\.)position_ids$|^(?:text_projection|visual_projection|vision_model)\.|^logit_scale$/,
} satisfies Family
