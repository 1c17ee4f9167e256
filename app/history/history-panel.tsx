'use client'
import { Bookmark, History } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { JobState } from '../../workflow/job-state.ts'
import type { Revision } from '../../workflow/wire.ts'
import frame from '../panels/panel.module.css'
import { PanelFrame } from '../panels/panel.tsx'
import { RunDialog } from '../panels/run-dialog.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ChangeList } from './change-list.tsx'
import style from './history.module.css'
import { RevisionRow } from './revision-row.tsx'
import { useRevisions } from './use-revisions.ts'

/** The earlier revisions of the workflow in front, by day: found, named, looked at, compared and restored. */
export const HistoryPanel = () => {
  const { editor } = useApp()
  const { looking } = useStudio()
  const texts = useTexts().history
  const { value: revisions, problem, again } = useRevisions(editor.id)
  const shown = useStore(looking.store)
  const [words, setWords] = useState('')
  const [named, setNamed] = useState(false)
  const [run, setRun] = useState<JobState>()
  const now = Date.now()
  const search = words.trim().toLowerCase()
  const found = revisions?.filter(
    ({ name, edits }) =>
      (!named || name !== undefined) &&
      (search === '' || [name ?? '', ...edits].some((each) => each.toLowerCase().includes(search))),
  )
  const days = found ? byDay(found, (at) => texts.day(at, now)) : []
  const isShown = (revision: Revision) =>
    shown?.revision.rev === revision.rev && shown.revision.savedAt === revision.savedAt
  return (
    <PanelFrame
      title={texts.title}
      count={revisions && revisions.length > 0 ? texts.count(revisions.length) : undefined}
      tools={
        <>
          <SearchField value={words} change={setWords} placeholder={texts.searchField} />
          <IconButton
            label={named ? texts.allRevisions : texts.namedOnly}
            className={style.only}
            aria-pressed={named}
            onClick={() => setNamed(!named)}
          >
            <Bookmark size={15} strokeWidth={1.75} fill={named ? 'currentColor' : 'none'} aria-hidden />
          </IconButton>
        </>
      }
    >
      <div className={frame.scroll}>
        {problem !== undefined && (
          <p className={frame.wrong} role="alert">
            {problem}
          </p>
        )}
        {shown?.changes && <ChangeList looking={shown} changes={shown.changes} />}
        {revisions?.length === 0 && (
          <Empty icon={<History size={22} strokeWidth={1.5} aria-hidden />}>{texts.empty}</Empty>
        )}
        {revisions && revisions.length > 0 && found?.length === 0 && (
          <Empty>{search === '' ? texts.noneNamed : texts.nothingFound(words.trim())}</Empty>
        )}
        {days.map(({ day, revisions: ofDay }) => (
          <section key={day} aria-label={day}>
            <h3 className={frame.section}>{day}</h3>
            <ul className={style.list}>
              {ofDay.map((revision) => (
                <RevisionRow
                  key={`${revision.savedAt} ${revision.rev}`}
                  revision={revision}
                  present={revision === revisions?.[0]}
                  shown={shown ? isShown(revision) : revision === revisions?.[0]}
                  changed={again}
                  openRun={setRun}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <RunDialog job={run} close={() => setRun(undefined)} />
    </PanelFrame>
  )
}

const byDay = (revisions: readonly Revision[], dayOf: (at: number) => string) => {
  const days: { readonly day: string; readonly revisions: Revision[] }[] = []
  for (const revision of revisions) {
    const day = dayOf(revision.savedAt)
    const last = days[days.length - 1]
    if (last?.day === day) last.revisions.push(revision)
    else days.push({ day, revisions: [revision] })
  }
  return days
}
