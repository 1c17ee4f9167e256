/** Ends the process with a sentence where this Node is older than 20.9: what follows would fail in ways that say less. */
export const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  console.error(
    `Reelgraph needs Node 20.9 or newer, and this is ${process.versions.node}. Install one from https://nodejs.org.`,
  )
  process.exit(1)
}
