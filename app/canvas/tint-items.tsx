import type { CSSProperties } from 'react'
import { type Tint, tints } from '../../workflow/tints.ts'
import type { MenuItem } from '../parts/menu.tsx'
import type { Texts } from '../texts/texts.ts'

const Swatch = ({ tint }: { readonly tint: Tint }) => (
  <i
    style={
      { width: 12, height: 12, borderRadius: 4, background: `var(--tint-${tint})`, display: 'block' } as CSSProperties
    }
  />
)

/** The lines of a menu of colours; `now` is undefined where there is none, or where there are several. */
export const tintItems = (
  now: Tint | undefined,
  choose: (tint: Tint | undefined) => void,
  texts: Texts['canvas'],
): MenuItem[] => [
  { title: texts.none, checked: now === undefined, act: () => choose(undefined) },
  ...tints.map((tint) => ({
    title: texts.tints[tint],
    icon: <Swatch tint={tint} />,
    checked: tint === now,
    act: () => choose(tint),
  })),
]
