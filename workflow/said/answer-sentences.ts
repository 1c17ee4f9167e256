interface OfWorkflow {
  /** As the request names it. */
  readonly id: string
}

interface Refused {
  /** What the node is called. */
  readonly node: string
  readonly what: string
}

/** Why the server refuses what it is asked, in English. */
export const answerSentences = {
  noSuchPath: ({ path }: { path: string }) => `There is nothing at ${path}. The API is described in workflow/wire.ts.`,
  otherMethod: ({ path, method, methods }: { path: string; method: string; methods: string }) =>
    `${path} does not take ${method}. Use ${methods}.`,
  noAddress: ({ address }: { address: string }) => `"${address}" is no address. Ask for a path such as /api/workflows.`,
  badlyEncoded: () => 'The address is not well encoded. Encode its parts with encodeURIComponent.',
  requestTooLong: ({ most }: { most: number }) =>
    `The request has more than ${most} KiB, which is the most this address takes. Send less.`,
  couldNotAnswer: ({ method, address, why }: { method: string; address: string; why: string }) =>
    `The server could not answer ${method} ${address}: ${why}. Its terminal says more.`,

  bodyNotJson: ({ why }: { why: string }) => `The body is not JSON (${why}). Send a JSON object.`,
  bodyNoObject: () => 'The body must be a JSON object: {…}.',
  bodyLacks: ({ name, wanted }: { name: string; wanted: string }) => `"${name}" must be ${wanted}, and is missing.`,
  bodyHas: ({ name, wanted, given }: { name: string; wanted: string; given: string }) =>
    `"${name}" must be ${wanted}, and is ${given}.`,
  aText: () => 'text',
  anObject: () => 'an object',
  aWholeNumber: ({ min, max }: { min: number; max: number }) => `a whole number from ${min} to ${max}`,

  noArtifact: ({ name }: { name: string }) =>
    `There is no artifact "${name}". It was deleted, or the address is wrong: run the workflow again to make it.`,
  noExamplePicture: ({ id }: { id: string }) =>
    `There is no picture of the example "${id}". GET /api/examples lists those that there are.`,
  noExample: ({ id }: { id: string }) => `There is no example "${id}". GET /api/examples lists those that there are.`,
  noSuchJob: ({ job }: { job: string }) => `There is no job "${job}". GET /api/jobs lists those that there are.`,
  wrongLimit: ({ limit, most }: { limit: string; most: number }) =>
    `limit is "${limit}": give a whole number from 1 to ${most}.`,
  searchTooLong: ({ most }: { most: number }) => `The search has more than ${most} signs. Look for fewer words.`,
  noNodeNamed: () => 'No node is named. Ask for /api/jobs/JOB/events?node=ID.',
  noSuchScheduler: ({ kind, known }: { kind: string; known: readonly string[] }) =>
    `There is no scheduler "${kind}". Take one of ${known.join(', ')}.`,
  noLibraryNode: ({ id }: { id: string }) =>
    `There is no node "${id}" in the library. GET /api/library lists those that there are.`,
  revisionNameTooLong: ({ length, most }: { length: number; most: number }) =>
    `"name" has ${length} signs: give one of at most ${most}.`,
  noRevision: ({ id, rev }: OfWorkflow & { rev: string }) =>
    `"${id}" has no revision ${rev}. GET /api/workflows/${id}/revisions lists those that there are.`,

  noWorkflow: ({ id }: OfWorkflow) => `There is no workflow "${id}". GET /api/workflows lists those that there are.`,
  deletedWithMatch: () => 'A workflow is deleted with If-Match, not with If-None-Match.',
  matchNoEtag: () => 'If-Match must be the ETag that GET gave: "REV", one, in quotation marks.',
  noneMatchNoStar: () => 'If-None-Match can only be *: the workflow must not be there yet.',
  noBasis: ({ id }: OfWorkflow) =>
    `Say which version this is based on: If-Match: "REV" with the ETag of GET /api/workflows/${id}, or If-None-Match: * for a new one.`,
  idOfWorkflow: ({ id }: OfWorkflow) =>
    `"${id}" cannot name a workflow: take 1 to 80 letters (a–z), digits, "-" or "_", beginning with a letter or digit.`,
  idOfNode: ({ id }: { id: string }) =>
    `"${id}" cannot name a node of the library: take 1 to 80 letters (a–z), digits, "-" or "_", beginning with a letter or digit.`,
  idTaken: ({ id }: OfWorkflow) => `There is already a workflow "${id}". Save under another id, or open that one.`,
  changedElsewhere: ({ id }: OfWorkflow) =>
    `The workflow "${id}" was saved elsewhere in the meantime. Nothing was overwritten: open that version, or save yours as a copy.`,
  noLongerThere: ({ id }: OfWorkflow) => `The workflow "${id}" is no longer there. Save it as a new one.`,
  notDeleted: ({ id }: OfWorkflow) =>
    `The workflow "${id}" was saved elsewhere in the meantime, and was not deleted. Open that version first.`,
  notUtf8: () => 'The file is not UTF-8 text. Save it as UTF-8 and try again.',
  nodeNotJson: ({ why }: { why: string }) => `The file is no JSON (${why}). Save the node again from a workflow.`,
  nodeOtherFormat: () => '"format" must be "reelgraph-subgraph". Save the node to the library from a workflow.',
  nodeWithoutMain: () => '"main" must name one of the "subgraphs". Save the node to the library from a workflow.',

  runNamesNone: () => 'The run names no workflow. Give the id that it is saved under, or will be.',
  runTooLarge: ({ most }: { most: number }) =>
    `The workflow has more than ${most} MiB, which is the most that can run. Make it smaller.`,
  runNotJson: ({ why }: { why: string }) =>
    `The workflow cannot be written as JSON (${why}). Open it again and run that.`,
  nothingCanRun: () => 'No node can run.',
  nodeRefused: ({ node, what }: Refused) => `${node}: ${what}`,
  nodeAndMoreRefused: ({ node, what, more }: Refused & { more: number }) =>
    `${node}: ${what} (${more} more ${more === 1 ? 'node has' : 'nodes have'} a problem.)`,
  journalLocked: ({ folder }: { folder: string }) =>
    `Another Reelgraph uses ${folder}. Stop it, or start this one with another folder: --data FOLDER.`,
  journalClosed: ({ file }: { file: string }) =>
    `The journal ${file} is closed: nothing more can be read or written before a new start.`,
}
