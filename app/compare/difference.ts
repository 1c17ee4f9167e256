/**
 * The absolute difference of two pictures of one size, 8-bit RGBA, amplified: `into` gets |a − b| · gain, opaque.
 * @returns the mean absolute difference of a colour value, from 0 to 255, without the gain
 */
export const paintDifference = (
  a: Uint8ClampedArray,
  b: Uint8ClampedArray,
  gain: number,
  into: Uint8ClampedArray,
): number => {
  let sum = 0
  for (let at = 0; at < a.length; at += 4) {
    for (let channel = at; channel < at + 3; channel++) {
      const away = Math.abs(a[channel]! - b[channel]!)
      sum += away
      into[channel] = away * gain
    }
    into[at + 3] = 255
  }
  return a.length === 0 ? 0 : sum / ((a.length / 4) * 3)
}
