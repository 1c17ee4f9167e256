'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { definitionOf } from '../../workflow/definition.ts'
import { nodeOf } from '../../workflow/document.ts'
import { connect } from '../../workflow/edits.ts'
import type { SocketRef } from '../canvas/geometry.ts'
import { wireFit, wishBetween } from '../canvas/wire-fit.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { useApp } from '../state/app-context.ts'
import { isOwnNode } from '../subgraphs/own-nodes.ts'
import { takeOwn } from '../subgraphs/take-own.ts'
import { useOfferedNodes } from '../subgraphs/use-offered-nodes.ts'
import { useTexts } from '../texts/use-texts.ts'
import { type Choice, ChoiceDialog } from './choice-dialog.tsx'
import { addBeside, connectChoices, socketTitle } from './connect-choices.ts'
import { nodeNames } from './node-names.ts'

interface ConnectDialogProps {
  readonly socket: SocketRef
  readonly close: () => void
}

/** Chooses what a socket is connected to: a socket that is there, or a node that is added for it. */
export const ConnectDialog = ({ socket, close }: ConnectDialogProps) => {
  const texts = useTexts()
  const { canvas, definitions, editor, marks, own, tell } = useApp()
  const offered = useOfferedNodes()
  const workflow = useStore(editor.store, (state) => state.history.present)
  const { there, fresh } = useMemo(
    () => connectChoices(workflow, definitions, socket, offered),
    [workflow, definitions, socket, offered],
  )
  const { node, side } = socket
  const title = socketTitle(workflow, definitions, socket)
  const from = nodeNames(workflow, definitions).get(node) ?? texts.cards.goneNode
  const types = wireFit(workflow, definitions, { origin: socket }).types.map((type) => texts.cards.types[type])
  const icon = (id: string) => {
    const placed = nodeOf(workflow, id)
    const definition = placed && definitionOf(definitions, placed.node)
    return <NodeIcon name={definition?.icon ?? 'circle-question-mark'} />
  }
  const existing: Choice[] = there.map((choice) => ({
    key: `${choice.socket.node} ${choice.socket.name}`,
    title: `${choice.node}: ${choice.title}`,
    about: choice.now ? texts.outline.connectedNow : choice.replaces && texts.outline.insteadOf(choice.replaces),
    icon: icon(choice.socket.node),
    choose() {
      const wish = wishBetween(socket, choice.socket)
      if (wish) editor.commit(texts.outline.connect, connect(wish))
    },
  }))
  const added = fresh.map((definition) => ({
    own: isOwnNode(definition.id),
    key: `new ${definition.id}`,
    title: definition.title,
    about: definition.about,
    words: ['new', ...definition.aliases],
    icon: <NodeIcon name={definition.icon} />,
    choose() {
      const found = takeOwn(editor.workflow(), definitions, definition, own?.itemOf(definition.id))
      if (!found) return tell(texts.subgraphs.inItself, 'refused')
      const { id, edit } = addBeside(editor.workflow(), definitions, socket, found.definition)
      editor.commit(texts.outline.addEdit(definition.title), (each) => edit(found.first(each)))
      editor.select([id])
      canvas.current?.bring([id])
      marks.placed(definition.id)
    },
  }))
  return (
    <ChoiceDialog
      title={side === 'input' ? texts.outline.connectFrom(title, from) : texts.outline.connectTo(title, from)}
      placeholder={
        side === 'input'
          ? texts.outline.whatGives(texts.cards.or(types))
          : texts.outline.whatTakes(texts.cards.or(types))
      }
      groups={[
        { title: texts.outline.there, choices: existing },
        { title: texts.outline.add, choices: added.filter(({ own }) => !own) },
        { title: texts.search.groups.own, choices: added.filter(({ own }) => own) },
      ]}
      nothing={texts.outline.noneFits(side, texts.cards.or(types))}
      close={close}
    />
  )
}
