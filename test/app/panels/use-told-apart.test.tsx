// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { sameTitle, severalOf } from '../../../app/panels/tell-apart.ts'
import { useToldApart } from '../../../app/panels/use-told-apart.ts'
import { type Studio, StudioProvider } from '../../../app/shell/studio.ts'
import { type AppContext, AppProvider } from '../../../app/state/app-context.ts'
import { emptyWorkflow, writeWorkflow } from '../../../workflow/document.ts'
import { addNode, placedNode, setValue } from '../../../workflow/edits.ts'
import type { JobState } from '../../../workflow/job-state.ts'
import type { JobId } from '../../../workflow/wire.ts'
import { palette } from '../../fakes/palette.ts'

const run = (job: JobId, title: string): JobState => ({
  ...{ job, workflow: 'w', title, status: 'finished', queuedAt: 0, nodes: {}, clips: [], seq: 1 },
})
const graph = (seed: number) =>
  writeWorkflow(setValue('n', 'seed', seed)(addNode('n', placedNode(palette.source!, [0, 0]))(emptyWorkflow('w'))))

const jobs = [run('0', 'a'), run('1', 'a'), run('2', 'b'), run('3', 'a'), run('4', 'a'), run('5', 'c')]

let told: ReadonlyMap<JobId, string>
const Probe = ({ inSight }: { readonly inSight: readonly JobState[] }) => {
  told = useToldApart(jobs, severalOf(jobs, sameTitle), inSight)
  return null
}

test('the graphs of alike runs in sight are asked for, each once, and no others', async () => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true
  const jobDocument = vi.fn(async (job: JobId) => {
    if (job === '4') throw new Error('gone')
    return graph(Number(job))
  })
  const studio = { api: { jobDocument } } as unknown as Studio
  const app = { definitions: palette } as unknown as AppContext
  const root = createRoot(document.createElement('div'))
  const show = (...inSight: readonly JobState[]) =>
    act(async () =>
      root.render(
        <StudioProvider value={studio}>
          <AppProvider value={app}>
            <Probe inSight={inSight} />
          </AppProvider>
        </StudioProvider>,
      ),
    )
  const asked = () => jobDocument.mock.calls.map(([job]) => job)
  await show(...jobs.slice(0, 3))
  expect(asked()).toEqual(['0', '1'])
  expect([...told]).toEqual([
    ['0', 'Seed 0'],
    ['1', 'Seed 1'],
  ])
  await show(...jobs.slice(1, 6))
  await show(...jobs)
  expect(asked()).toEqual(['0', '1', '3', '4'])
  expect([...told.keys()]).toEqual(['0', '1', '3'])
  await act(async () => root.unmount())
})
