/** Texts of the models and their terms. */
export const models = {
  title: 'Models',
  empty:
    'Checkpoints stand here. Put a diffusers folder into “models” beside the program, start it with --models FOLDER, or download one: npm run models -- get ORG/NAME.',
  hint: 'A checkpoint knows what it was trained on and little else: its card says what, and at which sizes. Get others with',
  readCard: 'Read its model card',
  readTerms: 'Read its licence, limits and forbidden uses',
  limits: 'Limits and forbidden uses',
  card: 'Model card',
  folder: 'Folder',
  kind: 'Class',
  notStated: 'not stated',
  licenceName: (licence: string) => licence,
  size: 'Size',
  weights: 'Weights',
  noVariant: 'none that all networks have',
  /** What weight variants are called; the files without one have no name of their own. */
  variants: (variants: readonly string[]) => variants.map((variant) => variant || 'default').join(', '),
  licence: 'Licence',
  noCommercial: 'no commercial use',
  chip: (title: string) => `${title}: licence, limits and forbidden uses`,
  licenceOf: (title: string, licence: string) => `Licence of ${title}: ${licence}`,
  readFirst: 'Read this before the first run',
  saidOf: (title: string | undefined) =>
    `What the authors of ${title ?? 'it'} say of its use. Asked once; it stays in Models.`,
  licenceIs: 'Licence:',
  notNow: 'Not now',
  haveRead: 'I have read this: run',
}
