'use client'
import { Boxes, Film, FolderOpen, ListTree, ListVideo, type LucideIcon, Plus } from 'lucide-react'
import { useStore } from 'zustand'
import type { CommandId } from '../keys/bindings.ts'
import { useKeyText } from '../keys/use-keys.ts'
import { Tooltip } from '../parts/tooltip.tsx'
import type { PanelId } from '../state/panel-layout.ts'
import { openJobs } from '../state/runs.ts'
import style from './rail.module.css'
import { useStudio } from './studio.ts'

const places: readonly { panel: PanelId; title: string; Icon: LucideIcon; keys: CommandId }[] = [
  { panel: 'add', title: 'Add', Icon: Plus, keys: 'panelAdd' },
  { panel: 'outline', title: 'Outline', Icon: ListTree, keys: 'panelOutline' },
  { panel: 'workflows', title: 'Workflows', Icon: FolderOpen, keys: 'panelWorkflows' },
  { panel: 'models', title: 'Models', Icon: Boxes, keys: 'panelModels' },
  { panel: 'gallery', title: 'Gallery', Icon: Film, keys: 'panelGallery' },
  { panel: 'queue', title: 'Queue', Icon: ListVideo, keys: 'panelQueue' },
]

/** The panels at the left, one open at a time. */
export const Rail = () => {
  const { layout, runs } = useStudio()
  const panel = useStore(layout.store, (state) => state.panel)
  const count = useStore(runs, (state) => openJobs(state).length)
  const keyText = useKeyText()
  return (
    <nav className={style.rail} data-place="rail" aria-label="Panels">
      {places.map(({ panel: id, title, Icon, keys }) => (
        <Tooltip key={id} text={title} keys={keyText(keys)} side="right">
          <button
            type="button"
            className={style.place}
            aria-label={id === 'queue' && count > 0 ? `${title}, ${count} to run` : title}
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
