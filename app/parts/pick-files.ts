/** Lets the person choose files of these kinds, one or, where they may be `several`, more; empty where none was chosen. */
export const pickFiles = (accept: string, several = false): Promise<readonly File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.multiple = several
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
