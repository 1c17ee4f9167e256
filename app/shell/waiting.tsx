import { useTexts } from '../texts/use-texts.ts'
import { Brand } from './brand.tsx'
import style from './frame.module.css'

/** The frame while the server has not answered yet: what stands here stays where it is. */
export const Waiting = ({ problem }: { readonly problem?: string }) => {
  const texts = useTexts()
  return (
    <main className={style.frame} aria-label="Reelgraph" aria-busy={!problem}>
      <header className={style.top}>
        <Brand />
      </header>
      <div className={style.body}>
        <div className={style.railSlot} />
        <div className={style.centre}>
          {problem && (
            <div className={style.problem} role="alert">
              <p>{problem}</p>
              <p>{texts.shell.goesOnTrying}</p>
            </div>
          )}
        </div>
      </div>
    </main>
  )
}
