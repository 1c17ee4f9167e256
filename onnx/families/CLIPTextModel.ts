import { SaidError, say } from '../../workflow/said/said.ts'
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
  config.only('pruned_heads', {})
  config.only('add_cross_attention', false)
  const vocabulary = config.number('vocab_size')
  const positions = config.number('max_position_embeddings', 77)
  if (skipLayers < 0 || skipLayers >= layers || !Number.isInteger(skipLayers))
    throw new SaidError(say('layersNotSkipped', { layers, skip: skipLayers }))

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

/** How it is trained and stored, and what transformers writes into every model's configuration, also for generating text. */
const harmless = (
  'model_type attention_dropout dropout initializer_factor initializer_range projection_dim logit_scale_init_value ' +
  'bos_token_id eos_token_id pad_token_id sep_token_id decoder_start_token_id tokenizer_class torch_dtype dtype ' +
  'transformers_version torchscript use_bfloat16 use_cache gradient_checkpointing return_dict output_attentions ' +
  'output_hidden_states tie_word_embeddings tie_encoder_decoder is_decoder is_encoder_decoder chunk_size_feed_forward ' +
  'cross_attention_hidden_size finetuning_task id2label label2id problem_type task_specific_params prefix tf_legacy_loss ' +
  'max_length min_length do_sample early_stopping num_beams num_beam_groups diversity_penalty temperature top_k top_p ' +
  'typical_p repetition_penalty length_penalty no_repeat_ngram_size encoder_no_repeat_ngram_size bad_words_ids ' +
  'num_return_sequences output_scores return_dict_in_generate forced_bos_token_id forced_eos_token_id ' +
  'remove_invalid_values exponential_decay_length_penalty suppress_tokens begin_suppress_tokens'
).split(' ')

export default {
  part: 'text-encoder',
  networks: { text },
  harmless,
  // What CLIP compares texts and pictures with: saved with some encoders, never read for hidden states.
  leftovers: /(?:^|\.)position_ids$|^(?:text_projection|visual_projection|vision_model)\.|^logit_scale$/,
} satisfies Family
