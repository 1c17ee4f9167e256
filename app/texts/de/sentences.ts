import type { Sentences } from '../../../workflow/said/said.ts'
import { answerSentences } from './sentences/answers.ts'
import { checkpointFileSentences } from './sentences/checkpoint-files.ts'
import { checkpointSentences } from './sentences/checkpoints.ts'
import { diskSentences } from './sentences/disk.ts'
import { networkSentences } from './sentences/networks.ts'
import { nodeSentences } from './sentences/nodes.ts'
import { pickleSentences } from './sentences/pickles.ts'
import { reasonSentences } from './sentences/reasons.ts'
import { activitySentences, runningSentences } from './sentences/running.ts'
import { samplingSentences } from './sentences/sampling.ts'
import { schedulerSentences } from './sentences/schedulers.ts'
import { textSentences } from './sentences/texts.ts'
import { videoSentences } from './sentences/videos.ts'
import { weightDetailSentences } from './sentences/weight-details.ts'
import { weightFileSentences } from './sentences/weight-files.ts'
import { weightSentences } from './sentences/weights.ts'
import { workerSentences } from './sentences/worker.ts'

/** The sentences of the server in German. Their parts are given in German too. */
export const sentences: Sentences = {
  ...nodeSentences,
  ...samplingSentences,
  ...runningSentences,
  ...activitySentences,
  ...diskSentences,
  ...reasonSentences,
  ...networkSentences,
  ...videoSentences,
  ...workerSentences,
  ...checkpointSentences,
  ...checkpointFileSentences,
  ...schedulerSentences,
  ...weightSentences,
  ...weightFileSentences,
  ...weightDetailSentences,
  ...pickleSentences,
  ...answerSentences,
  ...textSentences,
}
