'use client'
import { useEffect, useRef } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import type { WorkflowId } from '../../workflow/wire.ts'
import { useApp } from '../state/app-context.ts'
import { createLatentPlayer } from './latent-player.ts'
import { noMotion } from './no-motion.ts'

interface LatentCanvasProps {
  readonly workflow: WorkflowId
  readonly node: NodeId
  readonly className?: string
  /** What a screen reader says of it. */
  readonly label: string
}

/** The moving preview of a node: empty until the first arrives, then always the newest; it holds its first frame where no motion is wanted. Its size is its container's choice. */
export const LatentCanvas = ({ workflow, node, className, label }: LatentCanvasProps) => {
  const { previews, clock } = useApp()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const player = createLatentPlayer(canvas.current!, { clock, previews })
    if (noMotion()) player.hold(0)
    const now = previews.latest(workflow, node)
    if (now) player.show(now)
    const end = previews.subscribe(workflow, node, player.show)
    return () => {
      end()
      player.destroy()
    }
  }, [previews, clock, workflow, node])
  return <canvas ref={canvas} className={className} role="img" aria-label={label} width={1} height={1} />
}
