'use client'
import { Download, Maximize2, Pause, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Clip } from '../../workflow/values.ts'
import { useTexts } from '../texts/use-texts.ts'
import { artifactUrl, fileName } from './artifact-url.ts'
import style from './clip-player.module.css'
import { noMotion } from './no-motion.ts'
import control from './picture-control.module.css'
import { PictureControl } from './picture-control.tsx'

interface ClipPlayerProps {
  readonly clip: Clip
  /** What the clip is called: its label, and the name of its download. */
  readonly title: string
  /** Plays by itself (the default; not for who wants no motion), or only while the pointer is over it. */
  readonly plays?: 'always' | 'hover'
  readonly controls?: boolean
  readonly className?: string
  /** Shows it large; no such button without it. */
  readonly enlarge?: () => void
}

/** A finished clip, looping and mute, in a box that has its final size before the file is there. Controls show on hover and focus. */
export const ClipPlayer = ({ clip, title, plays = 'always', controls = true, className, enlarge }: ClipPlayerProps) => {
  const texts = useTexts()
  const video = useRef<HTMLVideoElement>(null)
  const [still] = useState(() => plays === 'hover' || noMotion())
  const [paused, setPaused] = useState(still)
  const [missing, setMissing] = useState(false)
  const moving = clip.mime.startsWith('video/')
  const toggle = () => {
    if (video.current?.paused) void video.current.play().catch(() => {})
    else video.current?.pause()
  }
  const hover = (inside: boolean) => {
    if (plays !== 'hover') return
    if (!inside) video.current?.pause()
    else void video.current?.play().catch(() => {})
  }
  return (
    <div
      className={className ? `${style.player} ${className}` : style.player}
      style={{ aspectRatio: `${clip.width} / ${clip.height}` }}
      onPointerEnter={() => hover(true)}
      onPointerLeave={() => hover(false)}
    >
      {missing ? (
        <p className={style.missing}>{texts.gallery.gone}</p>
      ) : moving ? (
        <video
          ref={video}
          src={artifactUrl(clip)}
          width={clip.width}
          height={clip.height}
          aria-label={title}
          autoPlay={!still}
          preload={plays === 'always' ? 'auto' : 'metadata'}
          loop
          muted
          playsInline
          onPlay={() => setPaused(false)}
          onPause={() => setPaused(true)}
          onError={() => setMissing(true)}
          onLoadedMetadata={({ currentTarget }) => {
            // A still clip is told by its middle: it often begins with next to nothing.
            if (still) currentTarget.currentTime = currentTarget.duration / 2
          }}
        />
      ) : (
        // biome-ignore lint/performance/noImgElement: the artifact store serves the file as it is
        <img
          src={artifactUrl(clip)}
          width={clip.width}
          height={clip.height}
          alt={title}
          loading="lazy"
          draggable={false}
          onError={() => setMissing(true)}
        />
      )}
      {controls && !missing && (
        <div className={style.controls} data-nodrag>
          {moving && (
            <PictureControl label={paused ? texts.gallery.play : texts.gallery.pause} act={toggle}>
              {paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
            </PictureControl>
          )}
          <span className={style.gap} />
          {enlarge && (
            <PictureControl label={texts.gallery.large} act={enlarge}>
              <Maximize2 size={14} aria-hidden />
            </PictureControl>
          )}
          <a
            className={control.control}
            href={artifactUrl(clip, fileName(title))}
            download
            aria-label={texts.gallery.downloadClip}
            title={texts.gallery.download}
          >
            <Download size={14} aria-hidden />
          </a>
        </div>
      )}
    </div>
  )
}
