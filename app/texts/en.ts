import { amounts } from './en/amounts.ts'
import { announce } from './en/announce.ts'
import { canvas } from './en/canvas.ts'
import { cards } from './en/cards.ts'
import { compare } from './en/compare.ts'
import { details } from './en/details.ts'
import { devices } from './en/devices.ts'
import { fields } from './en/fields.ts'
import { file } from './en/file.ts'
import { frames } from './en/frames.ts'
import { gallery } from './en/gallery.ts'
import { history } from './en/history.ts'
import { inspect } from './en/inspect.ts'
import { keys } from './en/keys.ts'
import { models } from './en/models.ts'
import { nodes } from './en/nodes.ts'
import { outline } from './en/outline.ts'
import { panels } from './en/panels.ts'
import { parts } from './en/parts.ts'
import { saving } from './en/saving.ts'
import { search } from './en/search.ts'
import { shell } from './en/shell.ts'
import { subgraphs } from './en/subgraphs.ts'
import { templates } from './en/templates.ts'
import { timeline } from './en/timeline.ts'
import { values } from './en/values.ts'
import { wires } from './en/wires.ts'

/** The texts in English, by area. */
export const en = {
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
