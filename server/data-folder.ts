import { join } from 'node:path'

/** Where everything that the server keeps lies; server and worker share this. */
export interface DataFolder {
  /** The SQLite file of all jobs and events. */
  readonly journal: string
  readonly workflows: string
  /** The person's own nodes, `ID.json`. */
  readonly library: string
  /** Finished files, named by their content. */
  readonly artifacts: string
  /** Files that the person gave, named by their content. */
  readonly assets: string
  /** Results of nodes by content address; may be deleted at any time. */
  readonly cache: string
  /** How far interrupted nodes came, by content address: what a resume goes on from. */
  readonly progress: string
  /** Digests of weight files by path, size and time, so that each is read whole only once. */
  readonly fingerprints: string
  /** Fingerprints of the parts whose weights were read and hold no NaN. */
  readonly checkedWeights: string
  /** Digests of the terms of checkpoints that were read in the terminal. */
  readonly readTerms: string
  /** The steps of nodes by content address, as they were previewed; may be deleted at any time. */
  readonly steps: string
  /** Fitted latent-to-colour factors, `NAME.json`, by the name that previews give. */
  readonly latentColour: string
}

/** The places in a data folder. Makes nothing. */
export const dataFolder = (folder: string): DataFolder => ({
  journal: join(folder, 'journal.sqlite'),
  workflows: join(folder, 'workflows'),
  library: join(folder, 'library'),
  artifacts: join(folder, 'artifacts'),
  assets: join(folder, 'assets'),
  cache: join(folder, 'cache'),
  progress: join(folder, 'progress'),
  fingerprints: join(folder, 'fingerprints.json'),
  checkedWeights: join(folder, 'checked-weights.json'),
  readTerms: join(folder, 'read-terms.json'),
  steps: join(folder, 'steps'),
  latentColour: join(folder, 'latent-colour'),
})
