const around = 2 * Math.PI * 6

interface ProgressRingProps {
  /** From 0 to 1; undefined where the share is not known: a resting arc. */
  readonly share: number | undefined
  readonly size?: number
  readonly label?: string
}

/** An amber ring with its share done. Progress moves it, not time. */
export const ProgressRing = ({ share, size = 16, label }: ProgressRingProps) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    role={label ? 'img' : undefined}
    aria-label={label}
    aria-hidden={!label}
  >
    <circle cx={8} cy={8} r={6} fill="none" stroke="var(--line)" strokeWidth={2.5} />
    <circle
      cx={8}
      cy={8}
      r={6}
      fill="none"
      stroke="var(--accent)"
      strokeWidth={2.5}
      strokeLinecap="round"
      strokeDasharray={`${Math.max(0.04, share ?? 0.25) * around} ${around}`}
      transform="rotate(-90 8 8)"
    />
  </svg>
)
