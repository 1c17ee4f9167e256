'use client'
import type { EngineInfo, SystemInfo } from '../../workflow/wire.ts'
import { useTexts } from '../texts/use-texts.ts'
import { DeviceRow } from './device-row.tsx'
import style from './devices.module.css'
import { NetworkRow } from './network-row.tsx'

/** All devices with name, memory and state, what is open on the one in use, and which nodes fell back to the CPU. */
export const DevicePanel = ({
  device,
  engine,
}: {
  readonly device: SystemInfo['device']
  readonly engine: EngineInfo | undefined
}) => {
  const { amounts, devices: texts } = useTexts()
  if (!engine)
    return (
      <section className={style.panel}>
        <h2>{texts.title}</h2>
        <p className={style.note}>{device.id === 'opening' ? texts.opening : device.title}</p>
      </section>
    )
  const taken = engine.networks.reduce((sum, { bytes }) => sum + bytes, 0)
  return (
    <section className={style.panel}>
      <h2>{texts.title}</h2>
      <ul className={style.list}>
        {engine.devices.map((each) => (
          <DeviceRow key={each.id} device={each} used={each.id === engine.device} taken={taken} />
        ))}
      </ul>
      {/* The device in use is known first; the others are tried when it is open. */}
      {engine.devices.length < 2 && <p className={style.note}>{texts.looking}</p>}
      <p className={style.note}>{engine.chosen ? texts.chosen(engine.device) : texts.automatic}</p>
      <h3>{texts.open}</h3>
      {engine.networks.length === 0 ? (
        <p className={style.note}>{texts.nothingOpen}</p>
      ) : (
        <ul className={style.list}>
          {engine.networks.map((network) => (
            <NetworkRow
              key={`${network.checkpoint}/${network.variant}/${network.network}/${network.bytes}`}
              network={network}
            />
          ))}
        </ul>
      )}
      <p className={style.budget}>{texts.weights(amounts.bytes(taken), amounts.bytes(engine.budgetBytes))}</p>
      <p className={style.note}>{texts.budgetHint}</p>
    </section>
  )
}
