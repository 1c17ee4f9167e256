import type { ReactNode } from 'react'
import style from './panel.module.css'

interface PanelProps {
  readonly title: string
  /** At the right of the title: how many there are. */
  readonly count?: string
  /** A search field and the like; it stays where it is while the rest scrolls. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** The frame of a panel: a header, tools, and a part that scrolls. */
export const PanelFrame = ({ title, count, tools, children }: PanelProps) => (
  <section className={style.panel} aria-label={title}>
    <header className={style.header}>
      <h2>{title}</h2>
      {count && <span className={style.count}>{count}</span>}
    </header>
    {tools && <div className={style.tools}>{tools}</div>}
    {children}
  </section>
)
