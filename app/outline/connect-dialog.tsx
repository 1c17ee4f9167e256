'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { nodeOf } from '../../workflow/document.ts'
import { connect } from '../../workflow/edits.ts'
import { socketTypes } from '../../workflow/values.ts'
import type { SocketRef } from '../canvas/geometry.ts'
import { wireFit, wishBetween } from '../canvas/wire-fit.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { useApp } from '../state/app-context.ts'
import { type Choice, ChoiceDialog } from './choice-dialog.tsx'
import { addBeside, connectChoices, socketTitle } from './connect-choices.ts'
import { nodeNames } from './node-names.ts'

interface ConnectDialogProps {
  readonly socket: SocketRef
  readonly close: () => void
}

/** Chooses what a socket is connected to: a socket that is there, or a node that is added for it. */
export const ConnectDialog = ({ socket, close }: ConnectDialogProps) => {
  const { definitions, editor } = useApp()
  const workflow = useStore(editor.store, (state) => state.history.present)
  const { there, fresh } = useMemo(() => connectChoices(workflow, definitions, socket), [workflow, definitions, socket])
  const { node, side } = socket
  const title = socketTitle(workflow, definitions, socket)
  const from = nodeNames(workflow, definitions).get(node) ?? 'a node that is gone'
  const types = wireFit(workflow, definitions, { origin: socket }).types.map((type) => socketTypes[type].title)
  const icon = (id: string) => {
    const placed = nodeOf(workflow, id)
    const definition = placed && definitions[placed.node]
    return <NodeIcon name={definition?.icon ?? 'circle-question-mark'} />
  }
  const existing: Choice[] = there.map((choice) => ({
    key: `${choice.socket.node} ${choice.socket.name}`,
    title: `${choice.node}: ${choice.title}`,
    about: choice.now ? 'connected now' : choice.replaces && `instead of ${choice.replaces}`,
    icon: icon(choice.socket.node),
    choose() {
      const wish = wishBetween(socket, choice.socket)
      if (wish) editor.commit('Connect', connect(wish))
    },
  }))
  const added: Choice[] = fresh.map((definition) => ({
    key: `new ${definition.id}`,
    title: definition.title,
    about: definition.about,
    words: ['new', ...definition.aliases],
    icon: <NodeIcon name={definition.icon} />,
    choose() {
      const { id, edit } = addBeside(editor.workflow(), definitions, socket, definition)
      editor.commit(`Add ${definition.title}`, edit)
      editor.select([id])
    },
  }))
  return (
    <ChoiceDialog
      title={side === 'input' ? `Connect ${title} of ${from}: from…` : `Connect ${title} of ${from}: to…`}
      placeholder={side === 'input' ? `What gives ${types.join(' or ')}?` : `What takes ${types.join(' or ')}?`}
      groups={[
        { title: 'On the canvas', choices: existing },
        { title: 'Add a node', choices: added },
      ]}
      nothing={`Nothing ${side === 'input' ? 'gives' : 'takes'} ${types.join(' or ') || 'this'}.`}
      close={close}
    />
  )
}
