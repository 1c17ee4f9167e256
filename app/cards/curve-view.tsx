'use client'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { definitionOf, fieldProblem } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { fieldTexts } from '../../workflow/field-texts.ts'
import type { Json } from '../../workflow/json.ts'
import { fieldApplies, literalOf } from '../../workflow/rules.ts'
import { useCanvas } from '../canvas/canvas-context.ts'
import { card } from '../canvas/geometry.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { useStepNow } from './step-now.ts'
import { useCheckpoint } from './use-checkpoint.ts'
import style from './view.module.css'

type Levels = { timesteps: number[]; sigmas: number[] }

const width = card.width - 2 * card.inset
const air = { x: 8, y: 10 }

/** Where each noise level stands in the view: steps to the right, the logarithm of noise upwards. */
const curvePoints = (sigmas: readonly number[], box: { width: number; height: number }): { x: number; y: number }[] => {
  // The last level is no noise at all, which a logarithm cannot show: it stands a little below the one before.
  const positive = sigmas.filter((sigma) => sigma > 0)
  const low = Math.log(Math.min(...positive))
  const high = Math.log(Math.max(...positive))
  const span = high - low || 1
  return sigmas.map((sigma, index) => {
    const level = sigma > 0 ? (Math.log(sigma) - low) / span : 0
    return {
      x: sigmas.length < 2 ? box.width / 2 : (index / (sigmas.length - 1)) * box.width,
      y: box.height - level * box.height,
    }
  })
}

/** The noise levels of a schedule under the checkpoint that it works for: a dot for each step, and a mark where a run is. */
export const CurveView = ({ id, y }: { readonly id: NodeId; readonly y: number }) => {
  const texts = useTexts()
  const { definitions, levels } = useApp()
  const { editor, opened, readers } = useCanvas()
  const checkpoint = useCheckpoint(id)
  const choice = useStore(editor.store, () => {
    // What a field holds that is shown outside of the subgraph stands on its node.
    const [place = id] = opened.placesOf(id)
    const node = nodeOf(opened.workflow(), place)
    const definition = node && definitionOf(definitions, node.node)
    if (!definition) return ''
    const values: Record<string, Json> = {}
    for (const [name, input] of Object.entries(definition.inputs))
      if (input.kind !== 'port' && fieldApplies(definition, node, input)) {
        const value = literalOf(input, node, name)
        // The server would only refuse it.
        if (fieldProblem(input, value, fieldTexts) !== undefined) return ''
        values[name] = value
      }
    return JSON.stringify(values)
  })
  const [found, setFound] = useState<Levels | null>(null)
  useEffect(() => {
    if (checkpoint === undefined || choice === '') {
      setFound(null)
      return
    }
    const { kind, steps, ...options } = JSON.parse(choice) as Record<string, Json>
    if (typeof kind !== 'string' || typeof steps !== 'number') return
    let stale = false
    const timer = setTimeout(() => {
      levels(checkpoint, { kind, steps, options }).then(
        (answer) => {
          if (!stale) setFound(answer)
        },
        () => {
          if (!stale) setFound(null)
        },
      )
    }, 120)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [checkpoint, choice, levels])

  const points = useMemo(
    () =>
      found?.sigmas.some((sigma) => sigma > 0)
        ? curvePoints(found.sigmas, { width: width - 2 * air.x, height: card.curveBox - 2 * air.y })
        : null,
    [found],
  )
  const takers = useStore(editor.store, (state) =>
    JSON.stringify((readers(state.history.present).get(id) ?? []).map(({ to }) => to)),
  )
  const { steps } = choice === '' ? {} : (JSON.parse(choice) as { steps?: Json })
  const now = useStepNow(JSON.parse(takers) as NodeId[], typeof steps === 'number' ? steps : undefined)
  // Some solvers look at more levels than they take steps.
  const reached = now && points?.[Math.round((now.step / now.steps) * (points.length - 1))]
  return (
    <div className={style.curve} style={{ top: y, height: card.curveBox }}>
      {points ? (
        <svg width={width} height={card.curveBox} role="img" aria-label={texts.cards.levels(points.length)}>
          <g transform={`translate(${air.x} ${air.y})`}>
            <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
            {points.length <= 60 && points.map((point) => <circle key={point.x} cx={point.x} cy={point.y} r={1.7} />)}
            {reached && <circle className={style.now} cx={reached.x} cy={reached.y} r={4.5} />}
          </g>
        </svg>
      ) : (
        <p>{checkpoint === undefined ? texts.cards.noLevels : ''}</p>
      )}
    </div>
  )
}
