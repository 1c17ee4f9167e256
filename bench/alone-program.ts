/** The program behind `alone`: calls one exported function and sends its answer, with this process's peak of memory. */
const main = async () => {
  const [, , module = '', name = '', argument = 'null'] = process.argv
  const call = ((await import(module)) as Record<string, unknown>)[name]
  if (typeof call !== 'function') throw new Error(`${module} exports no function "${name}".`)
  const answer: unknown = await call(JSON.parse(argument))
  // Node counts it in kibibytes on every system.
  return { answer, peakBytes: process.resourceUsage().maxRSS * 1024 }
}

main()
  .catch((error: Error) => ({ error: error.message }))
  .then((message) => process.send?.(message, () => process.exit()))
