import { Fragment, type ReactNode } from 'react'
import style from './markdown.module.css'

/**
 * The part of Markdown that model cards are written in: headings, paragraphs, lists, tables, code, emphasis, links. What
 * it does not know stays as it was written; nothing in it is taken for HTML, and no picture is fetched.
 */
export const Markdown = ({ text }: { readonly text: string }) => (
  <div className={style.markdown}>{blocksOf(withoutFrontMatter(text)).map(drawBlock)}</div>
)

type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

const withoutFrontMatter = (text: string) => text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/, '')

const bullet = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/
const cells = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** The blocks of a text, in order. */
export const blocksOf = (text: string): Block[] => {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  const take = (more: (line: string) => boolean): string[] => {
    const taken: string[] = []
    while (at < lines.length && more(lines[at]!)) taken.push(lines[at++]!)
    return taken
  }
  while (at < lines.length) {
    const line = lines[at]!
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    if (line.trim() === '' || /^(?:-{3,}|\*{3,})$/.test(line.trim())) at++
    else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
      at++
    } else if (line.startsWith('```')) {
      at++
      blocks.push({ kind: 'code', text: take((each) => !each.startsWith('```')).join('\n') })
      at++
    } else if (line.trim().startsWith('|')) {
      const rows = take((each) => each.trim().startsWith('|')).map(cells)
      blocks.push({ kind: 'table', rows: rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))) })
    } else if (bullet.test(line)) {
      const items: string[] = []
      const ordered = bullet.exec(line)?.[1] !== undefined
      for (const each of take((next) => next.trim() !== '' && (bullet.test(next) || /^\s/.test(next)))) {
        const match = bullet.exec(each)
        if (match) items.push(match[2]!)
        else items[items.length - 1] += ` ${each.trim()}`
      }
      blocks.push({ kind: 'list', ordered, items })
    } else {
      const paragraph = take((next) => next.trim() !== '' && !/^(#{1,6}\s|```|\s*\|)/.test(next) && !bullet.test(next))
      const text = paragraph.length > 0 ? paragraph.join(' ') : lines[at++]!
      // A picture lies beside the card or far away: neither is served.
      if (!/^!\[[^\]]*\]\([^)]*\)$/.test(text.trim())) blocks.push({ kind: 'paragraph', text })
    }
  }
  return blocks
}

const drawBlock = (block: Block, index: number): ReactNode => {
  switch (block.kind) {
    case 'heading':
      return block.level <= 2 ? <h3 key={index}>{inline(block.text)}</h3> : <h4 key={index}>{inline(block.text)}</h4>
    case 'paragraph':
      return <p key={index}>{inline(block.text)}</p>
    case 'code':
      return <pre key={index}>{block.text}</pre>
    case 'list': {
      // biome-ignore lint/suspicious/noArrayIndexKey: a text that is read has no other order
      const items = block.items.map((item, place) => <li key={place}>{inline(item)}</li>)
      return block.ordered ? <ol key={index}>{items}</ol> : <ul key={index}>{items}</ul>
    }
    case 'table':
      return (
        <div key={index} className={style.table}>
          <table>
            <tbody>
              {block.rows.map((row, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a text that is read has no other order
                <tr key={place}>
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above
                    <td key={column}>{inline(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

const marks = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s](?:[^*]*[^*\s])?\*|\[[^\]]+\]\(https?:\/\/[^)\s]+\))/

const inline = (text: string): ReactNode =>
  text.split(marks).map((part, index) => {
    const key = `${index}`
    if (part.startsWith('`') && part.length > 2) return <code key={key}>{part.slice(1, -1)}</code>
    if (part.startsWith('**') && part.length > 4) return <b key={key}>{part.slice(2, -2)}</b>
    if (/^\*[^*]+\*$/.test(part)) return <i key={key}>{part.slice(1, -1)}</i>
    const link = /^\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)$/.exec(part)
    if (link)
      return (
        <a key={key} href={link[2]} target="_blank" rel="noreferrer">
          {link[1]}
        </a>
      )
    return <Fragment key={key}>{part}</Fragment>
  })
