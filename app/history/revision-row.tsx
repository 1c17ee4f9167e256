'use client'
import { Bookmark, Columns2, Ellipsis, ExternalLink, Pencil, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { JobState } from '../../workflow/job-state.ts'
import type { Revision } from '../../workflow/wire.ts'
import panel from '../panels/panel.module.css'
import { Menu } from '../parts/menu.tsx'
import { NameField } from '../parts/name-field.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './history.module.css'
import { RevisionRuns } from './revision-runs.tsx'

interface RevisionRowProps {
  readonly revision: Revision
  /** It is what the file holds now. */
  readonly present: boolean
  /** It is what the canvas shows. */
  readonly shown: boolean
  /** Its name was changed. */
  readonly changed: () => void
  readonly openRun: (job: JobState) => void
}

/** One revision: when it was saved, its name, the edits that led to it and the runs that used it. A press looks at it. */
export const RevisionRow = ({ revision, present, shown, changed, openRun }: RevisionRowProps) => {
  const { editor, tell } = useApp()
  const { api, looking } = useStudio()
  const texts = useTexts().history
  const [naming, setNaming] = useState(false)
  const { savedAt, name, edits, more, runs } = revision
  const when = texts.when(savedAt, Date.now())
  const open = async () => (present ? looking.close() : await looking.look(revision))
  const then = (act: () => void) => async () => {
    if (await looking.look(revision)) act()
  }
  const rename = async (next: string | undefined) => {
    try {
      if (next !== undefined) {
        await api.nameRevision(editor.id, revision, next)
        changed()
      }
    } catch (error) {
      tell(texts.cannotName((error as Error).message), 'failed')
    }
    setNaming(false)
  }
  return (
    <li className={style.revision} data-shown={shown || undefined} data-revision={revision.rev}>
      <div className={style.head}>
        <time dateTime={new Date(savedAt).toISOString()}>{texts.time(savedAt)}</time>
        {present && <span className={style.present}>{texts.now}</span>}
        {name !== undefined && !naming && (
          <span className={style.name} title={name}>
            <Bookmark size={12} fill="currentColor" aria-hidden />
            {name}
          </span>
        )}
      </div>
      {naming ? (
        <NameField
          className={style.naming}
          label={texts.nameLabel}
          value={name ?? ''}
          placeholder={texts.nameHint}
          close={(next) => void rename(next)}
        />
      ) : (
        <p className={style.edits}>{texts.edits(edits, more)}</p>
      )}
      <button
        type="button"
        className={panel.fill}
        aria-current={shown || undefined}
        aria-label={`${texts.lookAt(when)}${name === undefined ? '' : `, ${name}`}: ${texts.edits(edits, more)}`}
        onClick={() => void open()}
      />
      {runs.length > 0 && <RevisionRuns runs={runs} open={openRun} />}
      <Menu
        align="end"
        items={[
          {
            title: name === undefined ? texts.name : texts.rename,
            icon: <Pencil size={14} />,
            act: () => setNaming(true),
          },
          ...(present
            ? []
            : [
                {
                  title: texts.compare,
                  icon: <Columns2 size={14} />,
                  act: then(() => looking.compare(true)),
                },
                { title: texts.restore, icon: <RotateCcw size={14} />, act: then(() => void looking.restore()) },
              ]),
          { title: texts.openTab, icon: <ExternalLink size={14} />, act: then(looking.openTab) },
        ]}
      >
        <button type="button" className={`${panel.more} ${style.menu}`} aria-label={texts.more(when)}>
          <Ellipsis size={15} aria-hidden />
        </button>
      </Menu>
    </li>
  )
}
