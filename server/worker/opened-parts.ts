import { refuseLeftovers } from '../../onnx/build-network.ts'
import type { Family } from '../../onnx/family.ts'
import { WeightError } from '../../onnx/tensors.ts'
import { say } from '../../workflow/said/said.ts'
import type { PartRef } from '../../workflow/values.ts'
import type { Checkpoints } from '../checkpoint/checkpoint.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import { refuseNonFiniteWeights } from './check-weights.ts'
import type { CheckedWeights } from './checked-weights.ts'
import { type Families, familyOf, loadFamilies } from './families.ts'
import { type WatchedFiles, watchFiles } from './watch-files.ts'

/** A part of a checkpoint whose files were checked, and its architecture. */
export interface OpenedPart {
  readonly files: PartFiles
  readonly family: Family
}

/** Parts of checkpoints, each checked when it is first asked for. */
export interface OpenedParts {
  /** @throws CheckpointError or WeightError naming the file and the tensor, before any network is opened */
  of(part: PartRef): Promise<OpenedPart>
  /** @throws WeightError where the files of an opened part are no longer those that were opened; it is forgotten then */
  requireSame(part: PartRef): Promise<void>
}

/** Another text for another part. */
export const partKey = ({ fingerprint, variant, part }: PartRef): string => `${fingerprint}/${variant}/${part}`

/** No part yet. */
export const createOpenedParts = ({
  checkpoints,
  checked,
  changed,
}: {
  readonly checkpoints: Pick<Checkpoints, 'of'>
  /** Remembers which weights were read for NaN; without it each part is read when it is first opened. */
  readonly checked: CheckedWeights | undefined
  /** Hears the key of a part whose files were changed: what was opened of it is of no use any more. */
  readonly changed: (key: string) => Promise<void>
}): OpenedParts => {
  const opened = new Map<string, OpenedPart & { readonly watched: WatchedFiles }>()
  let families: Families | undefined
  return {
    async of(part) {
      const key = partKey(part)
      const known = opened.get(key)
      if (known) return known
      families ??= await loadFamilies()
      const checkpoint = await checkpoints.of(part)
      const files = await checkpoint.files(part.part)
      const family = familyOf(families, files)
      if (family.part !== part.part)
        throw new WeightError(
          say('classOfOtherPart', {
            ...{ config: files.configName, checkpoint: part.checkpoint, found: files.class },
            ...{ part: family.part, wanted: part.part },
          }),
        )
      refuseLeftovers(family, files)
      const watched = await watchFiles(files)
      if (!(await checked?.has(part.fingerprint))) {
        await refuseNonFiniteWeights(files, family.leftovers)
        // What changed while it was read is not what the fingerprint stands for.
        await watched.requireSame()
        await checked?.add(part.fingerprint)
      }
      const found = { files, family, watched }
      opened.set(key, found)
      return found
    },
    async requireSame(part) {
      const key = partKey(part)
      try {
        await opened.get(key)?.watched.requireSame()
      } catch (error) {
        opened.delete(key)
        await changed(key)
        throw error
      }
    },
  }
}
