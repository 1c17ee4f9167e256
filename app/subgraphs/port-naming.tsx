'use client'
import { useStore } from 'zustand'
import { useCanvas } from '../canvas/canvas-context.ts'
import { NameDialog } from '../parts/name-dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'

/** Asks for the name of a port of the open subgraph, while one is wanted; an empty one gives back the inner socket's. */
export const PortNaming = () => {
  const texts = useTexts()
  const { namingPort, ports } = useCanvas()
  const port = useStore(namingPort)
  if (!port) return null
  return (
    <NameDialog
      open
      close={() => namingPort.setState(null, true)}
      title={texts.subgraphs.portName}
      value={port.own}
      placeholder={port.title}
      take={(name) => ports.retitle(port, name)}
    />
  )
}
