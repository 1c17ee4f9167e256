import type { Family } from '../../onnx/family.ts'
import { WeightError } from '../../onnx/tensors.ts'
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
      `${part.configName} describes the class ${part.class}, which is not supported. Known classes: ${[...families.keys()].join(', ')}. Take a checkpoint of these.`,
    )
  return family
}
