'use client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { openJobs } from '../state/runs.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './frame.module.css'
import { useStudio } from './studio.ts'

/** A blink of the line is not worth a word. */
const patienceMs = 700

/** Says that the line to the server is down, and what that means. */
export const ConnectionBar = () => {
  const texts = useTexts()
  const { runs } = useStudio()
  const lost = useStore(runs, (state) => state.connection === 'lost')
  const running = useStore(runs, (state) => openJobs(state).length > 0)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!lost) {
      setShown(false)
      return
    }
    const timer = setTimeout(() => setShown(true), patienceMs)
    return () => clearTimeout(timer)
  }, [lost])
  if (!shown) return null
  return (
    <div className={style.bar} data-quiet role="status">
      {running ? texts.shell.lostRunning : texts.shell.lost}
    </div>
  )
}
