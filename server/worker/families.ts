import type { Family } from '../../onnx/family.ts'
import { WeightError } from '../../onnx/tensors.ts'
import { say } from '../../workflow/said/said.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import { loadFolder } from '../load-folder.ts'

/** The architectures by class name. */
export type Families = ReadonlyMap<string, Family>

/** Every architecture in onnx/families. */
export const loadFamilies = (): Promise<Families> => loadFolder(new URL('../../onnx/families/', import.meta.url))

/** The architecture of a part. @throws WeightError for a class that is not known, listing those that are */
export const familyOf = (families: Families, part: Pick<PartFiles, 'class' | 'configName'>): Family => {
  const family = families.get(part.class)
  if (!family)
    throw new WeightError(
      say('classNotSupported', { config: part.configName, found: part.class, known: [...families.keys()] }),
    )
  return family
}
