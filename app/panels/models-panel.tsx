'use client'
import { Box, Boxes, TriangleAlert } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Empty } from '../parts/empty.tsx'
import { Markdown } from '../parts/markdown.tsx'
import { bytesText, plural } from '../parts/quantities.ts'
import { useStudio } from '../shell/studio.ts'
import style from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import { useLoaded } from './use-loaded.ts'

/** The checkpoints that the server finds, each with its card. */
export const ModelsPanel = () => {
  const { api, runs } = useStudio()
  const connection = useStore(runs, (state) => state.connection)
  const found = useLoaded(api.checkpoints, connection)
  const [shown, setShown] = useState<CheckpointInfo | null>(null)
  return (
    <PanelFrame title="Models" count={found.value && plural(found.value.length, 'checkpoint')}>
      <div className={style.scroll}>
        {found.problem && (
          <p className={style.wrong} role="alert">
            {found.problem}
          </p>
        )}
        {found.value?.length === 0 && (
          <Empty icon={<Boxes size={22} strokeWidth={1.5} aria-hidden />}>
            Checkpoints stand here. Put a diffusers folder into “models” beside the program, or start it with --models
            FOLDER.
          </Empty>
        )}
        <ul className={style.list}>
          {found.value?.map((checkpoint) => (
            <li key={checkpoint.name}>
              <button
                type="button"
                className={style.row}
                title={checkpoint.problem ?? 'Read its model card'}
                onClick={() => setShown(checkpoint)}
              >
                <span className={style.icon}>
                  {checkpoint.problem ? (
                    <TriangleAlert size={15} strokeWidth={1.75} aria-hidden />
                  ) : (
                    <Box size={15} strokeWidth={1.75} aria-hidden />
                  )}
                </span>
                <span className={style.words}>
                  <span className={style.title}>{checkpoint.title}</span>
                  <span className={style.about}>{factsOf(checkpoint)}</span>
                  {checkpoint.problem && (
                    <span className={style.about} data-wrong>
                      {checkpoint.problem}
                    </span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {found.value && found.value.length > 0 && (
          <p className={style.note}>
            A checkpoint knows what it was trained on and little else: its card says what, and at which sizes.
          </p>
        )}
      </div>
      <Dialog
        open={shown !== null}
        close={() => setShown(null)}
        title={shown?.title ?? ''}
        about={shown ? `${shown.name} · ${factsOf(shown)}` : undefined}
        wide
      >
        {shown && <Card checkpoint={shown} />}
      </Dialog>
    </PanelFrame>
  )
}

const factsOf = ({ class: kind, licence, bytes }: CheckpointInfo) =>
  [kind, licence, bytesText(bytes)].filter((each) => each !== '').join(' · ')

const Card = ({ checkpoint }: { readonly checkpoint: CheckpointInfo }) => {
  const { api } = useStudio()
  const load = useCallback(() => api.card(checkpoint.name), [api, checkpoint.name])
  const card = useLoaded(load, checkpoint.name)
  return (
    <>
      {checkpoint.problem && <p className={style.wrong}>{checkpoint.problem}</p>}
      {card.problem ? <p className={style.wrong}>{card.problem}</p> : card.value && <Markdown text={card.value} />}
    </>
  )
}
