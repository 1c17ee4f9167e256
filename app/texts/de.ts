import { amounts } from './de/amounts.ts'
import { announce } from './de/announce.ts'
import { canvas } from './de/canvas.ts'
import { cards } from './de/cards.ts'
import { compare } from './de/compare.ts'
import { details } from './de/details.ts'
import { devices } from './de/devices.ts'
import { fields } from './de/fields.ts'
import { file } from './de/file.ts'
import { frames } from './de/frames.ts'
import { gallery } from './de/gallery.ts'
import { history } from './de/history.ts'
import { inspect } from './de/inspect.ts'
import { keys } from './de/keys.ts'
import { models } from './de/models.ts'
import { nodes } from './de/nodes.ts'
import { outline } from './de/outline.ts'
import { panels } from './de/panels.ts'
import { parts } from './de/parts.ts'
import { saving } from './de/saving.ts'
import { search } from './de/search.ts'
import { shell } from './de/shell.ts'
import { subgraphs } from './de/subgraphs.ts'
import { templates } from './de/templates.ts'
import { timeline } from './de/timeline.ts'
import { values } from './de/values.ts'
import { wires } from './de/wires.ts'
import type { en } from './en.ts'

/** The texts in German, by area. */
export const de: typeof en = {
  amounts,
  announce,
  canvas,
  cards,
  compare,
  details,
  devices,
  fields,
  file,
  frames,
  gallery,
  history,
  inspect,
  keys,
  models,
  nodes,
  outline,
  panels,
  parts,
  saving,
  search,
  shell,
  subgraphs,
  templates,
  timeline,
  values,
  wires,
}
