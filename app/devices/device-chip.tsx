'use client'
import { Cpu, TriangleAlert } from 'lucide-react'
import { useStore } from 'zustand'
import { Popover } from '../parts/popover.tsx'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'
import { DevicePanel } from './device-panel.tsx'
import style from './devices.module.css'

/** What networks compute on, and a way to all devices. A mark says that nodes fell back to the CPU. */
export const DeviceChip = () => {
  const { store } = useStudio()
  const { amounts, devices: texts } = useTexts()
  const system = useStore(store, (state) => state.system)
  if (!system) return null
  const { device, engine } = system
  const fallen = engine?.networks.some(({ placed }) => placed && placed.fallen > 0) ?? false
  // Until a worker has opened the device, there is only its name.
  const open = device.id !== 'opening'
  const label = !open ? texts.opening : fallen ? texts.chipFallen(device.title) : texts.chip(device.title)
  return (
    <Popover
      label={texts.title}
      trigger={
        <button type="button" className={style.chip} aria-label={label} title={label}>
          {fallen ? (
            <TriangleAlert size={14} strokeWidth={1.75} className={style.warns} aria-hidden />
          ) : (
            <Cpu size={14} strokeWidth={1.75} aria-hidden />
          )}
          <b>{open ? (texts.kinds[device.id] ?? device.id.toUpperCase()) : '…'}</b>
          {open && (
            <span>
              {texts.threads(device.threads)} · {amounts.bytes(device.memoryBytes)}
            </span>
          )}
        </button>
      }
    >
      <DevicePanel device={device} engine={engine} />
    </Popover>
  )
}
