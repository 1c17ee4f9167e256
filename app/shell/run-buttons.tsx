'use client'
import { LoaderCircle, Play, Square } from 'lucide-react'
import { useStore } from 'zustand'
import { useKeys } from '../keys/use-keys.ts'
import { Button } from '../parts/button.tsx'
import { Keys } from '../parts/keys.tsx'
import { useApp } from '../state/app-context.ts'
import { openJobOf } from '../state/runs.ts'
import { useTexts } from '../texts/use-texts.ts'
import { RunSeveral } from './run-several.tsx'
import { useStudio } from './studio.ts'
import style from './top-bar.module.css'
import { useRunShare } from './use-run-share.ts'

/** Cancel and Run of the workflow in front. Both keep their size whatever happens. */
export const RunButtons = () => {
  const texts = useTexts()
  const { editor, run, cancel } = useApp()
  const { runs, store } = useStudio()
  const status = useStore(runs, (state) => openJobOf(state, editor.id)?.status)
  const asking = useStore(store, (state) => state.asking)
  const share = useRunShare(editor)
  const runKeys = useKeys('run')
  const percent = share === undefined ? undefined : Math.round(share * 100)
  const shown =
    percent === undefined ? texts.shell.run : status === 'queued' ? texts.shell.waiting : `${percent}\u202f%`
  return (
    <>
      <Button className={style.cancel} onClick={cancel} disabled={status === undefined || status === 'cancelling'}>
        <Square size={13} strokeWidth={2} aria-hidden />
        <span>{status === 'cancelling' ? texts.shell.stopping : texts.shell.cancel}</span>
        <Keys keys="Esc" silent />
      </Button>
      <Button
        className={style.run}
        look="primary"
        onClick={run}
        disabled={asking}
        title={percent === undefined ? undefined : texts.shell.runAgain}
      >
        {asking ? (
          <LoaderCircle size={14} strokeWidth={2} aria-hidden />
        ) : (
          <Play size={14} strokeWidth={2} aria-hidden />
        )}
        <span>{shown}</span>
        {percent !== undefined && <span className={style.spoken}>{texts.shell.again}</span>}
        {percent === undefined && runKeys && <Keys keys={runKeys} silent className={style.runKeys} />}
        {percent !== undefined && (
          <span className={style.share}>
            <i style={{ width: `${percent}%` }} />
          </span>
        )}
      </Button>
      <RunSeveral />
    </>
  )
}
