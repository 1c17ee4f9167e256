'use client'
import { type ReactNode, useMemo } from 'react'
import { Group, Panel } from 'react-resizable-panels'
import { useStore } from 'zustand'
import { ShownDocument } from '../history/shown-document.tsx'
import { noMotion } from '../parts/no-motion.ts'
import { SizedPanel } from '../parts/sized-panel.tsx'
import { useStudio } from '../shell/studio.ts'
import { timelineHeights } from '../state/panel-layout.ts'
import { OpenLevel } from '../subgraphs/open-level.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { FoldedTimeline } from './folded-timeline.tsx'
import { createMarks } from './marks.ts'
import style from './timeline.module.css'
import { Timeline } from './timeline.tsx'

/** What is in it, with the timeline below: folded to a line, or as high as it was dragged. */
export const WithTimeline = ({ children }: { readonly children: ReactNode }) => {
  const texts = useTexts()
  const { layout } = useStudio()
  const open = useStore(layout.store, (state) => state.timeline)
  const marks = useMemo(() => createMarks(!noMotion()), [])
  return (
    <>
      <Group orientation="vertical" className={style.places} id="canvas-and-timeline">
        <Panel id="above-timeline" minSize={timelineHeights.above}>
          {children}
        </Panel>
        {open && (
          <SizedPanel
            id="timeline"
            at="end"
            size={layout.store.getState().timelineHeight}
            limits={timelineHeights}
            resize={layout.resizeTimeline}
            label={texts.timeline.height}
          >
            <ShownDocument>
              <OpenLevel>
                <Timeline marks={marks} />
              </OpenLevel>
            </ShownDocument>
          </SizedPanel>
        )}
      </Group>
      {!open && (
        <ShownDocument>
          <OpenLevel>
            <FoldedTimeline marks={marks} />
          </OpenLevel>
        </ShownDocument>
      )}
    </>
  )
}
