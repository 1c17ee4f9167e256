'use client'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ExampleLine, SavedWorkflow } from '../../workflow/wire.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { useKeyText } from '../keys/use-keys.ts'
import style from '../parts/choice-list.module.css'
import { Dialog } from '../parts/dialog.tsx'
import { Keys } from '../parts/keys.tsx'
import { useApp } from '../state/app-context.ts'
import { problemText } from '../state/server-words.ts'
import { useTexts } from '../texts/use-texts.ts'
import { useStudio } from './studio.ts'
import { useCommands } from './use-commands.tsx'

/** The command search: everything that can be done, opened or added, by its words. */
export const CommandPalette = () => {
  const texts = useTexts()
  const { store } = useStudio()
  const open = useStore(store, (state) => state.palette)
  const close = () => store.setState({ palette: false })
  return (
    <Dialog open={open} close={close} title={texts.shell.search} bare>
      <Choices close={close} />
    </Dialog>
  )
}

const Choices = ({ close }: { readonly close: () => void }) => {
  const texts = useTexts()
  const { definitions } = useApp()
  const { api, canvas, documents } = useStudio()
  const commands = useCommands()
  const keyText = useKeyText()
  const [saved, setSaved] = useState<readonly SavedWorkflow[]>([])
  const [examples, setExamples] = useState<readonly ExampleLine[]>([])
  useEffect(() => {
    let stale = false
    // Commands and nodes are there without the server; what it lists comes when it comes.
    api.workflows().then(
      (list) => !stale && setSaved(list),
      () => {},
    )
    api.examples().then(
      (list) => !stale && setExamples(list),
      () => {},
    )
    return () => {
      stale = true
    }
  }, [api])
  /** The dialog gives the focus back when it closes; what is chosen begins after that. */
  const choose = (act: () => void) => {
    close()
    requestAnimationFrame(act)
  }
  return (
    <Command className={style.root} label={texts.shell.commands} loop>
      <div className={style.query}>
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <Command.Input autoFocus placeholder={texts.shell.search} />
        <Keys keys="Esc" />
      </div>
      <Command.List label={texts.shell.commands} className={style.list}>
        <Command.Empty className={style.empty}>{texts.shell.nothing}</Command.Empty>
        <Command.Group heading={texts.shell.commands}>
          {commands.map(({ id, title, icon, keys, words, disabled, act }) => (
            <Line
              key={title}
              value={title}
              words={words}
              icon={icon}
              keys={id ? keyText(id) : keys}
              disabled={disabled}
              choose={() => choose(act)}
            />
          ))}
        </Command.Group>
        <Command.Group heading={texts.shell.open}>
          {saved.map((workflow) => (
            <Line
              key={workflow.id}
              value={`open ${workflow.name} ${workflow.id}`}
              title={workflow.name}
              icon={<NodeIcon name="file" />}
              about={problemText(workflow, texts.saving) ?? texts.shell.workflow}
              disabled={workflow.problem !== undefined}
              choose={() => choose(() => void documents.open(workflow.id))}
            />
          ))}
          {examples.map((example) => (
            <Line
              key={example.id}
              value={`example ${example.name} ${example.id}`}
              title={example.name}
              icon={<NodeIcon name="lightbulb" />}
              about={texts.shell.example(example.about)}
              choose={() => choose(() => void documents.openExample(example.id))}
            />
          ))}
        </Command.Group>
        <Command.Group heading={texts.shell.addNode}>
          {Object.values(definitions)
            .filter((each) => !each.unlisted)
            .map((definition) => (
              <Line
                key={definition.id}
                value={`add ${definition.title} ${definition.id}`}
                title={definition.title}
                words={definition.aliases}
                icon={<NodeIcon name={definition.icon} />}
                about={definition.about}
                choose={() => choose(() => canvas.current?.place(definition.id))}
              />
            ))}
        </Command.Group>
      </Command.List>
    </Command>
  )
}

interface LineProps {
  readonly value: string
  readonly title?: string
  readonly words?: readonly string[]
  readonly icon?: ReactNode
  readonly about?: string
  readonly keys?: string
  readonly disabled?: boolean
  readonly choose: () => void
}

const Line = ({ value, title = value, words, icon, about, keys, disabled, choose }: LineProps) => (
  <Command.Item
    className={style.item}
    value={value}
    keywords={words ? [...words] : undefined}
    disabled={disabled}
    onSelect={choose}
  >
    <span className={style.icon}>{icon}</span>
    <span className={style.name}>{title}</span>
    <span className={style.about}>{about}</span>
    {keys && <Keys keys={keys} />}
  </Command.Item>
)
