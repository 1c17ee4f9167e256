/**
 * Ends this process, as SIGTERM would, when the shell is gone that npm started it in: a signal that ends npm reaches that
 * shell, and goes no further. Where npm did not start this, nothing is watched.
 */
export const followParent = () => {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}
