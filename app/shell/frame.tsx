'use client'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { Group, Panel } from 'react-resizable-panels'
import { useStore } from 'zustand'
import type { Definitions } from '../../workflow/definition.ts'
import { DetailsPanel } from '../details/details-panel.tsx'
import { LargePicture } from '../details/large-picture.tsx'
import { RevisionBar } from '../history/revision-bar.tsx'
import { ShownDocument } from '../history/shown-document.tsx'
import { ConnectDialog } from '../outline/connect-dialog.tsx'
import { ModelTermsDialog } from '../panels/model-terms-dialog.tsx'
import { OpenPanel } from '../panels/open-panel.tsx'
import { PortalPlaceProvider } from '../parts/portal-place.ts'
import { SizedPanel } from '../parts/sized-panel.tsx'
import { type AppContext, AppProvider } from '../state/app-context.ts'
import type { Editor } from '../state/editor.ts'
import { detailsWidths, panelWidths } from '../state/panel-layout.ts'
import { Breadcrumbs } from '../subgraphs/breadcrumbs.tsx'
import { OpenLevel } from '../subgraphs/open-level.tsx'
import { createOpenedLevels } from '../subgraphs/opened-levels.ts'
import { EmptyCanvas } from '../templates/empty-canvas.tsx'
import { TemplatesDialog } from '../templates/templates-dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { WithTimeline } from '../timeline/with-timeline.tsx'
import { Announcer } from './announcer.tsx'
import { CommandPalette } from './command-palette.tsx'
import { ConflictBar } from './conflict-bar.tsx'
import { ConnectionBar } from './connection-bar.tsx'
import { DropTarget } from './drop-target.tsx'
import style from './frame.module.css'
import { PageTitle } from './page-title.tsx'
import { Rail } from './rail.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { useStudio } from './studio.ts'
import { TopBar } from './top-bar.tsx'
import { Waiting } from './waiting.tsx'

/** Rete and the painter need the browser. */
const Canvas = dynamic(() => import('../canvas/canvas.tsx'), { ssr: false })

/** The five places, once the server has answered. */
export const Frame = () => {
  const { store, session } = useStudio()
  const definitions = useStore(store, (state) => state.definitions)
  const problem = useStore(store, (state) => state.problem)
  const ready = useStore(store, (state) => state.ready)
  const editor = useStore(session.store, (state) => state.editors.find((each) => each.id === state.front))
  if (!definitions || !editor || !ready) return <Waiting problem={definitions ? undefined : problem} />
  return <OpenFrame definitions={definitions} editor={editor} />
}

const OpenFrame = ({ definitions, editor }: { readonly definitions: Definitions; readonly editor: Editor }) => {
  const studio = useStudio()
  const texts = useTexts()
  const [main, setMain] = useState<HTMLElement | null>(null)
  const openedLevels = useMemo(() => createOpenedLevels(definitions, texts), [definitions, texts])
  const app = useMemo<AppContext>(
    () => ({
      definitions,
      editor,
      openedLevels,
      runs: studio.runs,
      previews: studio.previews,
      clock: studio.clock,
      texts: studio.language.texts,
      keys: studio.keys,
      marks: studio.marks,
      own: studio.own,
      canvas: studio.canvas,
      layout: studio.layout,
      looking: studio.looking.store,
      run: () => void studio.run(),
      cancel: () => void studio.cancel(),
      connectSocket: (node, side, name) => studio.store.setState({ connecting: { node, side, name } }),
      enlarge: (node) => studio.store.setState({ enlarged: node }),
      tell: studio.tell,
      keepFile: studio.api.keepAsset,
      tokens: studio.api.tokens,
      levels: studio.api.levels,
    }),
    [studio, definitions, editor, openedLevels],
  )
  return (
    <AppProvider value={app}>
      <PageTitle />
      <Shortcuts />
      <OpenLevel>
        <Announcer />
      </OpenLevel>
      <main ref={setMain} className={style.frame} aria-label="Reelgraph">
        <PortalPlaceProvider value={main}>
          <TopBar />
          <div className={style.body}>
            <Rail />
            <Places />
          </div>
          <DropTarget />
        </PortalPlaceProvider>
      </main>
      <CommandPalette />
      <ModelTermsDialog />
      <TemplatesDialog />
      <ShortcutSheet />
      <ConnectSlot />
      <LargeSlot />
    </AppProvider>
  )
}

/** The choice of what a socket is connected to, while one is asked for. */
const ConnectSlot = () => {
  const { store } = useStudio()
  const connecting = useStore(store, (state) => state.connecting)
  const close = () => store.setState({ connecting: null })
  return (
    connecting && (
      <OpenLevel>
        <ConnectDialog socket={connecting} close={close} />
      </OpenLevel>
    )
  )
}

/** The picture of a node, while it is shown large. */
const LargeSlot = () => {
  const { store } = useStudio()
  const enlarged = useStore(store, (state) => state.enlarged)
  return (
    enlarged !== null && (
      <OpenLevel>
        <LargePicture id={enlarged} close={() => store.setState({ enlarged: null })} />
      </OpenLevel>
    )
  )
}

const Places = () => {
  const texts = useTexts()
  const { layout } = useStudio()
  const panel = useStore(layout.store, (state) => state.panel)
  const details = useStore(layout.store, (state) => state.details)
  const { width, detailsWidth } = layout.store.getState()
  return (
    <Group orientation="horizontal" className={style.group} id="places">
      {panel && (
        <SizedPanel
          id="panel"
          at="start"
          size={width}
          limits={panelWidths}
          resize={layout.resize}
          label={texts.shell.panelWidth}
        >
          <aside className={style.panel} id="open-panel" data-place="panel" aria-label={texts.shell.places[panel]}>
            <OpenPanel panel={panel} />
          </aside>
        </SizedPanel>
      )}
      <Panel id="centre" minSize={320}>
        <div className={style.centre}>
          <WithTimeline>
            <div className={style.canvas}>
              <ShownDocument>
                <OpenLevel>
                  <Canvas />
                </OpenLevel>
                <div className={style.over} data-over-canvas>
                  <Breadcrumbs />
                </div>
                <EmptyCanvas />
              </ShownDocument>
              <div className={style.over} data-over-canvas>
                <RevisionBar />
                <ConnectionBar />
                <ConflictBar />
              </div>
            </div>
          </WithTimeline>
        </div>
      </Panel>
      {details && (
        <SizedPanel
          id="details"
          at="end"
          size={detailsWidth}
          limits={detailsWidths}
          resize={layout.resizeDetails}
          label={texts.details.width}
        >
          <aside className={style.panel} data-place="details" aria-label={texts.details.title}>
            <ShownDocument>
              <OpenLevel>
                <DetailsPanel close={layout.toggleDetails} />
              </OpenLevel>
            </ShownDocument>
          </aside>
        </SizedPanel>
      )}
    </Group>
  )
}
