'use client'
import { deviceProblemText } from '../../workflow/device-texts.ts'
import type { FoundDevice } from '../../workflow/wire.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './devices.module.css'

/** A device: its name, memory and driver, whether it can be used, and what helps where it cannot. */
export const DeviceRow = ({
  device: { id, title, threads, memoryBytes, driver, software, problem, command },
  used,
  taken,
}: {
  readonly device: FoundDevice
  readonly used: boolean
  /** Bytes of the weights that are open on the device in use. */
  readonly taken: number
}) => {
  const { amounts, devices: texts } = useTexts()
  const state = used ? 'used' : problem === undefined ? 'free' : 'wrong'
  const facts = [
    texts.kinds[id] ?? id,
    ...(threads === undefined ? [] : [texts.threads(threads)]),
    ...(memoryBytes === undefined ? [] : [amounts.bytes(memoryBytes)]),
    ...(driver === undefined ? [] : [texts.driver(driver)]),
  ]
  return (
    <li className={style.row} data-state={state}>
      <div className={style.head}>
        <span className={style.name}>{title}</span>
        <span className={style.state}>
          {{ used: texts.inUse, free: texts.available, wrong: texts.notThere }[state]}
        </span>
      </div>
      <p className={style.facts}>{facts.join(' · ')}</p>
      {used && memoryBytes !== undefined && (
        <div className={style.meter} aria-hidden>
          <i style={{ width: `${Math.min(100, (100 * taken) / memoryBytes)}%` }} />
        </div>
      )}
      {problem !== undefined && <p className={style.problem}>{deviceProblemText(problem, texts.problems)}</p>}
      {problem === undefined && software && <p className={style.problem}>{texts.software}</p>}
      {command !== undefined && (
        <p className={style.facts}>
          {texts.helps} <code>{command}</code>
        </p>
      )}
    </li>
  )
}
