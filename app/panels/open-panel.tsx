'use client'
import { HistoryPanel } from '../history/history-panel.tsx'
import { OutlinePanel } from '../outline/outline-panel.tsx'
import type { PanelId } from '../state/panel-layout.ts'
import { OpenLevel } from '../subgraphs/open-level.tsx'
import { AddPanel } from './add-panel.tsx'
import { GalleryPanel } from './gallery-panel.tsx'
import { ModelsPanel } from './models-panel.tsx'
import { QueuePanel } from './queue-panel.tsx'
import { WorkflowsPanel } from './workflows-panel.tsx'

/** The panel of this name. */
export const OpenPanel = ({ panel }: { readonly panel: PanelId }) => {
  switch (panel) {
    case 'add':
      return (
        <OpenLevel>
          <AddPanel />
        </OpenLevel>
      )
    case 'outline':
      return (
        <OpenLevel>
          <OutlinePanel />
        </OpenLevel>
      )
    case 'workflows':
      return <WorkflowsPanel />
    case 'models':
      return <ModelsPanel />
    case 'gallery':
      return <GalleryPanel />
    case 'queue':
      return <QueuePanel />
    case 'history':
      return <HistoryPanel />
  }
}
