import { join } from 'node:path'

/** Where everything that the server keeps lies; server and worker share this. */
export interface DataFolder {
  /** The SQLite file of all jobs and events. */
  readonly journal: string
  readonly workflows: string
  /** Finished files, named by their content. */
  readonly artifacts: string
  /** Results of nodes by content address; may be deleted at any time. */
  readonly cache: string
  /** How far interrupted nodes came, by content address: what a resume goes on from. */
  readonly progress: string
  /** Digests of weight files by path, size and time, so that each is read whole only once. */
  readonly fingerprints: string
  /** Fitted latent-to-colour factors, `NAME.json`, by the name that previews give. */
  readonly latentColour: string
}

/** The places in a data folder. Makes nothing. */
export const dataFolder = (folder: string): DataFolder => ({
  journal: join(folder, 'journal.sqlite'),
  workflows: join(folder, 'workflows'),
  artifacts: join(folder, 'artifacts'),
  cache: join(folder, 'cache'),
  progress: join(folder, 'progress'),
  fingerprints: join(folder, 'fingerprints.json'),
  latentColour: join(folder, 'latent-colour'),
})
