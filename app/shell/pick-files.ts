/** Lets the person choose workflow files, and hands over each. */
export const pickFiles = (take: (file: File) => unknown) => {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.multiple = true
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) take(file)
  })
  input.click()
}
