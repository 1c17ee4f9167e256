import type { ReactNode } from 'react'
import style from './empty.module.css'

/** What stands where nothing is yet: what will be here, and the one thing that brings it. */
export const Empty = ({ icon, children, action }: { icon?: ReactNode; children: ReactNode; action?: ReactNode }) => (
  <div className={style.empty}>
    {icon && <span className={style.icon}>{icon}</span>}
    <p>{children}</p>
    {action}
  </div>
)
