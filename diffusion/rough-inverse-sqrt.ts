/**
 * 1 / sqrt(x) for a positive finite x, to about 12 bits: the instruction RSQRTPS as AMD's Zen 3 carries it out, all
 * 2²⁴ mantissas and parities alike. Other makers' processors answer other bits, within the same accuracy.
 */
export function roughInverseSqrt(x: number): number {
  const bits = new Uint32Array(Float32Array.of(x).buffer)[0] as number
  const exponent = (bits >>> 23) - 127
  const { coarse, fine } = exponent % 2 === 0 ? even : odd
  const high = (bits >>> 15) & 0xff
  const low = (bits >>> 11) & 0xf
  const units = (coarse[high] as number) - Number.parseInt(fine[(high >>> 4) * 16 + low] as string, 36)
  return units * 2 ** (-13 - Math.floor(exponent / 2))
}

/**
 * The instruction's table for one parity of the exponent, in units of 2⁻¹³: `coarse` by the first eight bits of the
 * mantissa, less `fine` (a digit each) by the first four and the four after the eighth.
 */
interface Table {
  readonly coarse: readonly number[]
  readonly fine: string
}

/** What the steps spell, one digit each: how far every value lies below the one before. */
function fallingFrom(first: number, steps: string): readonly number[] {
  let value = first
  return Array.from(steps, (digit) => {
    value -= Number.parseInt(digit, 36)
    return value
  })
}

const even: Table = {
  coarse: fallingFrom(
    8191,
    '0ggfggffgffffffeffefeeeeeeeeededededddddddcddcdcdcdcccccccbccbcb' +
      'dbbcbbbbbbbbbbabbabababaaabaaaaaaaaaa9aa9a9a9a99a99a999999999899' +
      '8998989898988988988888888888878888788787878787787777877777777777' +
      '8776777767767767676767676676676676666667666666666666656666566656',
  ),
  fine:
    '01234567789abcde01233456789aabcd012234566789abbc0122344567789aab' +
    '001223455677899a011233455667889a00122334456678890011223445566788' +
    '0112233445566778001122334455667700112233344556670112223344556667' +
    '0011122333445566001122233444555600111223334455560001112233344455',
}

const odd: Table = {
  coarse: fallingFrom(
    5792,
    '0bbcbabbbbabbababaabaaaaa9aaa9a9aa99a999999999999899898988988988' +
      '8888888888788787878787787778777777777777677767767676767667667666' +
      '7666666666666665666566656566565655656556556555565555555555555555' +
      '6455555455545545545455454545454454544544544454445444444544444444',
  ),
  fine:
    '011233455677899a001223345567789900122334456677880012233445566778' +
    '0011223344556677011122334455666700112223344555660011222334445566' +
    '0001122233344555001112223334445500111222333444550111222333444455' +
    '0001112222333444000111222233344400111122223333440011112222333344',
}
