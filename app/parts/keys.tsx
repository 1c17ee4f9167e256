import style from './keys.module.css'

/** A key or chord as it is shown beside a command: "Ctrl K". */
export const Keys = ({ keys, className }: { readonly keys: string; readonly className?: string }) => (
  <kbd className={className ? `${style.keys} ${className}` : style.keys}>{keys}</kbd>
)
