'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import compare from '../compare/compare.module.css'
import { CompareView } from '../compare/compare-view.tsx'
import { DifferencesOf } from '../compare/difference-list.tsx'
import { letterOf } from '../compare/letter-of.ts'
import type { Take } from '../compare/take.ts'
import { Dialog } from '../parts/dialog.tsx'
import { type Preview, useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'

interface CompareCellsProps {
  readonly open: boolean
  readonly close: () => void
  /** Of A and of B. */
  readonly previews: readonly [Preview, Preview]
}

/** The steps of A and B laid against each other, all frames in step; and where they are of two runs, in what those differ. */
export const CompareCells = ({ open, close, previews: [a, b] }: CompareCellsProps) => {
  const texts = useTexts()
  const { runs } = useApp()
  const one = useStore(runs, ({ jobs }) => jobs[a.header.job])
  const two = useStore(runs, ({ jobs }) => jobs[b.header.job])
  const takes = useMemo(
    () =>
      [a, b].map(
        (preview, index): Take => ({
          key: letterOf(index),
          title: texts.details.step(preview.header.step),
          of: { preview },
        }),
      ),
    [a, b, texts],
  )
  return (
    <Dialog open={open} close={close} title={texts.timeline.compared} full>
      {open && (
        <div className={compare.view}>
          <CompareView takes={takes} />
          {one && two && one.job !== two.job && <DifferencesOf jobs={[one, two]} />}
        </div>
      )}
    </Dialog>
  )
}
