'use client'
import { useEffect, useRef } from 'react'
import { stepBetween } from '../../workflow/history.ts'
import { describeChange } from '../outline/describe-change.ts'
import { type RunsState, useApp } from '../state/app-context.ts'
import type { Texts } from '../texts/texts.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './announcer.module.css'
import { useStudio } from './studio.ts'

/** What is said within this time of the first word is read out in one: a word that is replaced at once is never heard. */
const gatherMs = 150

/** The words for what became of the newest run of a workflow, or undefined where nothing did; that it failed is a notice. */
const runNews = (before: RunsState, after: RunsState, workflow: string, texts: Texts): string | undefined => {
  const id = after.shown[workflow]
  const job = id === undefined ? undefined : after.jobs[id]
  const was = id === undefined ? undefined : before.jobs[id]
  // What was found when the page was opened is no news.
  if (!job || job.status === was?.status || (!was && before.connection !== 'open')) return undefined
  switch (job.status) {
    case 'queued':
      return texts.announce.queued
    case 'running':
      return texts.announce.started
    case 'finished':
      return job.clips.length > 0
        ? texts.announce.finishedWith(texts.amounts.clips(job.clips.length))
        : texts.announce.finished
    case 'cancelled':
      return texts.announce.cancelled
    default:
      return undefined
  }
}

/** Says to a screen reader what a person sees happen: edits of the document, and the course of its runs. */
export const Announcer = () => {
  const { editor, definitions, texts } = useApp()
  const { runs } = useStudio()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let words: string[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const say = (text: string) => {
      if (text === '') return
      words.push(text)
      timer ??= setTimeout(() => {
        timer = undefined
        // Written past React: an announcement renders nothing. The same words twice must differ to be read twice.
        if (line.current)
          line.current.textContent = `${words.join('. ')}${line.current.textContent === words.join('. ') ? '\u00a0' : ''}`
        words = []
      }, gatherMs)
    }
    let shown = editor.workflow()
    const stopEdits = (editor.whole ?? editor).store.subscribe(({ history }, { history: before }) => {
      const was = shown
      shown = editor.workflow()
      const { announce } = texts()
      const step = stepBetween(before, history)
      if (step) say((step.kind === 'undo' ? announce.undone : announce.redone)(step.label))
      else if (shown !== was) say(describeChange(was, shown, definitions, announce))
    })
    const stopRuns = runs.subscribe((after, before) => say(runNews(before, after, editor.id, texts()) ?? ''))
    return () => {
      clearTimeout(timer)
      stopEdits()
      stopRuns()
    }
  }, [editor, definitions, runs, texts])
  return <div ref={line} className={style.line} role="status" aria-label={useTexts().announce.what} />
}
