import style from './top-bar.module.css'

/** The mark and the name. */
export const Brand = () => (
  <div className={style.brand}>
    <svg width={22} height={22} viewBox="0 0 32 32" aria-hidden>
      <circle cx="16" cy="16" r="13" fill="none" stroke="var(--accent)" strokeWidth="3" />
      <g fill="var(--accent)">
        <circle cx="16" cy="10.6" r="2.7" />
        <circle cx="11.2" cy="18.8" r="2.7" />
        <circle cx="20.8" cy="18.8" r="2.7" />
      </g>
    </svg>
    <b>Reelgraph</b>
  </div>
)
