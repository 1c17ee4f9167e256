const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What is said of a network that does not compute what it should, in English. `name` is as {@link theNetwork} gives it. */
export const networkSentences = {
  theNetwork: ({ network, config, checkpoint }: { network: string; config: string; checkpoint: string }) =>
    `the network "${network}" of ${config} in "${checkpoint}"`,
  networkNotOpened: ({ name, device, reason }: { name: string; device: string; reason: string }) =>
    `ONNX Runtime cannot open ${name} on ${device}: ${reason}`,
  networkFailed: ({ name, reason }: { name: string; reason: string }) => `${capital(name)} failed: ${reason}`,
  runtimeNoMemory: ({ what }: { what: string }) =>
    `${what} There is not enough memory: choose a smaller size, fewer frames, or fewer frames per chunk.`,
  runtimeCannotOpen: ({ what }: { what: string }) =>
    `${what} Check the checkpoint (npm run models -- check NAME --deep), or start with another --device.`,
  runtimeFailed: ({ what }: { what: string }) =>
    `${what} Check that the sizes fit the network; if they do, check the checkpoint: npm run models -- check NAME --deep.`,
  networkNoNumbers: ({ name, port, broken, count }: { name: string; port: string; broken: number; count: number }) =>
    `${capital(name)} answered NaN or infinity in ${broken} of the ${count} values of "${port}". Its weights may be damaged or overflow in half precision: download them again, or take the checkpoint's float32 weights; lower the guidance if that is high.`,
  inputOfOtherShape: ({ name, port, count, shape }: { name: string; port: string; count: number; shape: string }) =>
    `The input "${port}" of ${name} has ${count} values for the shape [${shape}]. Give as many as the shape takes, and no size of 0.`,
  promptsOfOtherLengths: () => 'Prompts of different lengths cannot be encoded together. Pad them to the same length.',
}
