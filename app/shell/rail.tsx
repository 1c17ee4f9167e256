'use client'
import { Boxes, Film, FolderOpen, History, ListTree, ListVideo, type LucideIcon, Plus } from 'lucide-react'
import { useStore } from 'zustand'
import type { CommandId } from '../keys/bindings.ts'
import { useKeyText } from '../keys/use-keys.ts'
import { Tooltip } from '../parts/tooltip.tsx'
import type { PanelId } from '../state/panel-layout.ts'
import { openJobs } from '../state/runs.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './rail.module.css'
import { useStudio } from './studio.ts'

const places: readonly { panel: PanelId; Icon: LucideIcon; keys: CommandId }[] = [
  { panel: 'add', Icon: Plus, keys: 'panelAdd' },
  { panel: 'outline', Icon: ListTree, keys: 'panelOutline' },
  { panel: 'workflows', Icon: FolderOpen, keys: 'panelWorkflows' },
  { panel: 'models', Icon: Boxes, keys: 'panelModels' },
  { panel: 'gallery', Icon: Film, keys: 'panelGallery' },
  { panel: 'queue', Icon: ListVideo, keys: 'panelQueue' },
  { panel: 'history', Icon: History, keys: 'panelHistory' },
]

/** The panels at the left, one open at a time. */
export const Rail = () => {
  const texts = useTexts()
  const { layout, runs } = useStudio()
  const panel = useStore(layout.store, (state) => state.panel)
  const count = useStore(runs, (state) => openJobs(state).length)
  const keyText = useKeyText()
  return (
    <nav className={style.rail} data-place="rail" aria-label={texts.shell.panels}>
      {places.map(({ panel: id, Icon, keys }) => (
        <Tooltip key={id} text={texts.shell.places[id]} keys={keyText(keys)} side="right">
          <button
            type="button"
            className={style.place}
            aria-label={
              id === 'queue' && count > 0 ? texts.shell.toRun(texts.shell.places[id], count) : texts.shell.places[id]
            }
            aria-expanded={panel === id}
            aria-controls="open-panel"
            onClick={() => layout.toggle(id)}
          >
            <Icon size={19} strokeWidth={1.75} aria-hidden />
            {id === 'queue' && count > 0 && <span className={style.badge}>{count > 99 ? '99+' : count}</span>}
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
