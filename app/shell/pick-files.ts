/** Lets the person choose workflow files, and hands over each one's text and name. */
export const pickFiles = (take: (text: string, name: string) => void) => {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.multiple = true
  input.addEventListener('change', async () => {
    for (const file of input.files ?? []) take(await file.text(), file.name)
  })
  input.click()
}
