import { answerSentences } from './answer-sentences.ts'
import { checkpointFileSentences } from './checkpoint-file-sentences.ts'
import { checkpointSentences } from './checkpoint-sentences.ts'
import { diskSentences } from './disk-sentences.ts'
import { networkSentences } from './network-sentences.ts'
import { nodeSentences } from './node-sentences.ts'
import { pickleSentences } from './pickle-sentences.ts'
import { reasonSentences } from './reason-sentences.ts'
import { activitySentences, runningSentences } from './running-sentences.ts'
import { samplingSentences } from './sampling-sentences.ts'
import { schedulerSentences } from './scheduler-sentences.ts'
import { textSentences } from './text-sentences.ts'
import { videoSentences } from './video-sentences.ts'
import { weightDetailSentences } from './weight-detail-sentences.ts'
import { weightFileSentences } from './weight-file-sentences.ts'
import { weightSentences } from './weight-sentences.ts'
import { workerSentences } from './worker-sentences.ts'

/** Every sentence that the server says and any language can say, in English, by its code. */
export const sentences = {
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
