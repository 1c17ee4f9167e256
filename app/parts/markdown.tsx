import { createContext, Fragment, type ReactNode, useContext, useMemo } from 'react'
import { useTexts } from '../texts/use-texts.ts'
import style from './markdown.module.css'
import { type Block, blocksOf, type ListItem, type Task } from './markdown-blocks.ts'
import { type Inline, inlineOf, plainText } from './markdown-inline.ts'

interface MarkdownProps {
  readonly text: string
  /** Lines end where they were ended, also within a paragraph. */
  readonly breaks?: boolean
  /** Ticks a task, or takes its tick away. Without it tasks are only shown. */
  readonly tick?: (task: Task, words: string) => void
}

const Tick = createContext<MarkdownProps['tick']>(undefined)

/**
 * A text of Markdown: headings, paragraphs, lists with tasks, quotes, tables, code, emphasis, links. What it does not know
 * stays as it was written; nothing in it is taken for HTML, of a picture stands its text, and nothing is fetched.
 */
export const Markdown = ({ text, breaks = false, tick }: MarkdownProps) => {
  const blocks = useMemo(() => blocksOf(text), [text])
  return (
    // A note or a card is in a language of its own, which nobody tells.
    <div className={style.markdown} data-breaks={breaks || undefined} lang="">
      <Tick value={tick}>
        <Blocks blocks={blocks} />
      </Tick>
    </div>
  )
}

const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }) =>
  blocks.map((block, index) => {
    const key = `${index}`
    return <Fragment key={key}>{drawBlock(block)}</Fragment>
  })

const drawBlock = (block: Block): ReactNode => {
  switch (block.kind) {
    case 'heading':
      return block.level <= 2 ? (
        <h3 data-level={block.level}>{inline(block.text)}</h3>
      ) : (
        <h4 data-level={block.level}>{inline(block.text)}</h4>
      )
    case 'paragraph':
      return <p>{inline(block.text)}</p>
    case 'code':
      return <pre>{block.text}</pre>
    case 'rule':
      return <hr />
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      )
    case 'list': {
      const items = block.items.map((item, index) => {
        const key = `${index}`
        return <Item key={key} item={item} />
      })
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>
    }
    case 'table':
      return (
        <div className={style.table}>
          <table>
            <tbody>
              {block.rows.map((row, index) => {
                const key = `${index}`
                return <Row key={key} cells={row} />
              })}
            </tbody>
          </table>
        </div>
      )
  }
}

/** The words by which an item is named: its first line without marks. */
const wordsOf = ([first]: readonly Block[]): string => {
  const text = first && 'text' in first ? first.text : ''
  return plainText(inlineOf(text)).split('\n')[0]!.trim()
}

const Item = ({ item: { blocks, task } }: { readonly item: ListItem }) => {
  const texts = useTexts().parts
  const tick = useContext(Tick)
  if (!task)
    return (
      <li>
        <Blocks blocks={blocks} />
      </li>
    )
  return (
    <li className={style.task}>
      {tick ? (
        // biome-ignore lint/a11y/useSemanticElements: an input would keep the shortcuts of the page from a person who is in it
        <button
          type="button"
          role="checkbox"
          data-nodrag
          className={style.box}
          aria-checked={task.done}
          aria-label={wordsOf(blocks) || texts.task}
          data-done={task.done || undefined}
          onClick={() => tick(task, wordsOf(blocks))}
        />
      ) : (
        <span
          className={style.box}
          role="img"
          aria-label={task.done ? texts.done : texts.toDo}
          data-done={task.done || undefined}
        />
      )}
      <Blocks blocks={blocks} />
    </li>
  )
}

const Row = ({ cells }: { readonly cells: readonly string[] }) => (
  <tr>
    {cells.map((cell, column) => {
      const key = `${column}`
      return <td key={key}>{inline(cell)}</td>
    })}
  </tr>
)

const inline = (text: string): ReactNode => drawInline(inlineOf(text))

const drawInline = (pieces: readonly Inline[]): ReactNode =>
  pieces.map((piece, index) => {
    const key = `${index}`
    return <Fragment key={key}>{drawPiece(piece)}</Fragment>
  })

const drawPiece = (piece: Inline): ReactNode => {
  if (typeof piece === 'string') return piece
  switch (piece.kind) {
    case 'code':
      return <code>{piece.text}</code>
    case 'strong':
      return <b>{drawInline(piece.of)}</b>
    case 'emphasis':
      return <i>{drawInline(piece.of)}</i>
    case 'strike':
      return <s>{drawInline(piece.of)}</s>
    case 'picture':
      return <span className={style.picture}>{piece.text}</span>
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noreferrer">
          {drawInline(piece.of)}
        </a>
      )
  }
}
