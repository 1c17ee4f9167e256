'use client'
import type { OpenNetwork } from '../../workflow/wire.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './devices.module.css'

/** An open network: of which checkpoint, how large, and which of its nodes fell back to the CPU. */
export const NetworkRow = ({ network }: { readonly network: OpenNetwork }) => {
  const { amounts, devices: texts } = useTexts()
  const { checkpoint, variant, bytes, precision, placed } = network
  return (
    <li className={style.row}>
      <div className={style.head}>
        <span className={style.name}>{texts.network(network.network)}</span>
        <span className={style.size}>{amounts.bytes(bytes)}</span>
      </div>
      <p className={style.facts}>
        {[checkpoint, ...(variant === '' ? [] : [variant]), texts.precision[precision]].join(' · ')}
      </p>
      {placed &&
        (placed.fallen === 0 ? <p className={style.facts}>{texts.allPlaced(placed.nodes)}</p> : <Fallen {...placed} />)}
    </li>
  )
}

const Fallen = ({ nodes, fallen, share, names }: NonNullable<OpenNetwork['placed']>) => {
  const { amounts, devices: texts } = useTexts()
  return (
    <details className={style.fallen}>
      <summary>{texts.fallen(fallen, nodes, `${amounts.decimals(100 * share, share < 0.1 ? 1 : 0)} %`)}</summary>
      {names.length < fallen && <p className={style.facts}>{texts.firstNamed(names.length)}</p>}
      <ol className={style.names}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
    </details>
  )
}
