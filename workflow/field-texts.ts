import type { Words } from './said/said.ts'

const are = (near: readonly number[]): string => near.join(' or ')

/** What is said of a literal that does not fit its field, in English, as the end of a sentence. */
export const fieldTexts = {
  notText: 'must be text',
  noFile: 'has no file yet: choose one, or drop it here',
  notFile: 'must name a file that was given here: choose it again',
  notToggle: 'must be on or off (true or false)',
  notSeed: (most: number): string => `must be a whole number from 0 to ${most}`,
  /** @param known the first of the `count` values that there are */
  notOption: (known: readonly string[], count: number, value: string): string =>
    `must be one of ${known.join(', ')}${count > known.length ? `, … (${count} in all)` : ''}, and is ${value}`,
  /**
   * @param hub its name on the Hugging Face hub, where it can be one
   * @param here those that can be used, in words; empty where there are none
   */
  noCheckpoint: (name: string, hub: string | undefined, here: string): string => {
    const get = hub
      ? `Get it with "npm run models -- get ${hub}"`
      : 'Put its folder into "models", or get another with "npm run models -- get ORG/NAME"'
    return `is "${name}", which is not here. ${get}${here && `, or choose one that is: ${here}`}`
  },
  /**
   * @param reason a sentence, or several
   * @param said the same as any language can say it; in its place where it is said already
   */
  unusable: (reason: string, said?: Words): string =>
    `cannot be used. ${(typeof said === 'string' ? said : reason).replace(/\.$/, '')}`,
  notCurve: 'must be a number or a curve over the steps',
  notNumber: 'must be a number',
  outOfRange: (min: number, max: number, value: number): string => `must be from ${min} to ${max}, and is ${value}`,
  notWhole: (value: number, near: readonly number[]): string =>
    `must be a whole number, and is ${value}: take ${are(near)}`,
  notMultiple: (step: number, value: number, near: readonly number[]): string =>
    `must be a multiple of ${step}, and is ${value}: take ${are(near)}`,
  offGrid: (min: number, step: number, value: number, near: readonly number[]): string =>
    `must be ${min} and steps of ${step} from there, and is ${value}: take ${are(near)}`,
}

export type FieldTexts = typeof fieldTexts
