'use client'
import { ChevronUp, Ellipsis, Redo2, Search, Undo2 } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { useStore } from 'zustand'
import { DeviceChip } from '../devices/device-chip.tsx'
import { ShownDocument } from '../history/shown-document.tsx'
import { useKeys } from '../keys/use-keys.ts'
import { LicenceChip } from '../panels/model-licence-chip.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { Keys } from '../parts/keys.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { Brand } from './brand.tsx'
import frame from './frame.module.css'
import { RunButtons } from './run-buttons.tsx'
import { SettingsMenu } from './settings-menu.tsx'
import { useStudio } from './studio.ts'
import { NewButtons, Tabs } from './tabs.tsx'
import style from './top-bar.module.css'

/** The rail beside the panel, in pixels. */
const railWidth = 52

/** Name, open workflows, command search, device, Cancel and Run. A narrow window has all but tabs, Cancel and Run in a second line. */
export const TopBar = () => {
  const texts = useTexts().shell
  const { layout } = useStudio()
  const [more, setMore] = useState(false)
  // The tabs begin where the canvas does.
  const aside = useStore(layout.store, (state) => (state.panel ? state.width + railWidth : 0))
  return (
    <header className={frame.top} data-place="top" style={{ '--aside': `${aside}px` } as CSSProperties}>
      <Brand />
      <Tabs />
      <div className={style.right}>
        <IconButton
          className={style.moreButton}
          label={texts.more}
          aria-expanded={more}
          aria-controls="top-more"
          onClick={() => setMore(!more)}
        >
          {more ? (
            <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
          ) : (
            <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
          )}
        </IconButton>
        <div id="top-more" className={style.more} data-open={more || undefined}>
          <span className={style.newButtons}>
            <NewButtons />
          </span>
          <ShownDocument>
            <Edits />
          </ShownDocument>
          <SearchButton />
          <LicenceChip />
          <DeviceChip />
          <SettingsMenu />
        </div>
        <RunButtons />
      </div>
    </header>
  )
}

const Edits = () => {
  const texts = useTexts()
  const { editor } = useApp()
  const undo = useStore(editor.store, ({ history }) => history.past[history.past.length - 1]?.label)
  const redo = useStore(editor.store, ({ history }) => history.future[0]?.label)
  const undoKeys = useKeys('undo')
  const redoKeys = useKeys('redo')
  return (
    <div className={style.edits}>
      <IconButton
        label={undo === undefined ? texts.shell.nothingToUndo : texts.shell.undo(undo)}
        keys={undoKeys}
        aria-disabled={undo === undefined}
        onClick={editor.undo}
        disabled={undo === undefined}
      >
        <Undo2 size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton
        label={redo === undefined ? texts.shell.nothingToRedo : texts.shell.redo(redo)}
        keys={redoKeys}
        aria-disabled={redo === undefined}
        onClick={editor.redo}
        disabled={redo === undefined}
      >
        <Redo2 size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  )
}

const SearchButton = () => {
  const texts = useTexts()
  const { store } = useStudio()
  const keys = useKeys('palette')
  return (
    <button type="button" className={style.search} onClick={() => store.setState({ palette: true })}>
      <Search size={14} strokeWidth={1.75} aria-hidden />
      <span>{texts.shell.search}</span>
      {keys && <Keys keys={keys} silent />}
    </button>
  )
}
