import style from './keys.module.css'

interface KeysProps {
  readonly keys: string
  readonly className?: string
  /** Not read out: the control beside it has its name already. */
  readonly silent?: boolean
}

/** A key or chord as it is shown beside a command: "Ctrl K". */
export const Keys = ({ keys, className, silent }: KeysProps) => (
  <kbd aria-hidden={silent} className={className ? `${style.keys} ${className}` : style.keys}>
    {keys}
  </kbd>
)
