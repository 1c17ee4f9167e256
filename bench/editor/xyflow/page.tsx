import '@xyflow/react/dist/style.css'
import './page.css'
import {
  Background,
  type Edge,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useEdgesState,
  useNodesState,
  useReactFlow,
} from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { layoutCard } from '../../../app/canvas/geometry.ts'
import { type Definitions, definitionOf } from '../../../workflow/definition.ts'
import { linksOf, type Workflow } from '../../../workflow/document.ts'
import type { GraphProbe } from '../in-page.ts'
import { Card, type CardNode, liveThumbs } from './card.tsx'

const query = new URLSearchParams(window.location.search)
const definitions = (await (await fetch('/definitions')).json()) as Definitions
const nodeTypes = { card: Card }
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

const readGraph = (text: string): { nodes: CardNode[]; edges: Edge[] } => {
  const { workflow, live } = JSON.parse(text) as { workflow: Workflow; live: string[] }
  const moving = new Set(live)
  const nodes = Object.entries(workflow.nodes).map(([id, placed]): CardNode => {
    const definition = definitionOf(definitions, placed.node)
    if (!definition) throw new Error(`The palette has no "${placed.node}".`)
    const { width, height } = layoutCard(definition, placed)
    const position = { x: placed.at[0], y: placed.at[1] }
    // With a size of its own a node needs no measuring before it is culled.
    return { id, type: 'card', position, width, height, data: { placed, definition, live: moving.has(id) } }
  })
  const edges = [...linksOf(workflow)].map(({ from, output, to, input }) => ({
    id: `${to} ${input}`,
    source: from,
    sourceHandle: output,
    target: to,
    targetHandle: input,
  }))
  return { nodes, edges }
}

const Graph = () => {
  const [nodes, setNodes, onNodesChange] = useNodesState<CardNode>([])
  const [edges, setEdges, onEdgesChange] = useEdgesState<Edge>([])
  const flow = useReactFlow<CardNode>()
  const past = useRef<CardNode[][]>([])
  const latest = useRef(nodes)
  latest.current = nodes
  const remember = useCallback(() => past.current.push(latest.current), [])

  useEffect(() => {
    const open = async () => {
      const graph = readGraph(await (await fetch('/graph')).text())
      setNodes(graph.nodes)
      setEdges(graph.edges)
    }
    const undo = (event: KeyboardEvent) => {
      const before = event.key === 'z' && event.ctrlKey ? past.current.pop() : undefined
      if (before) setNodes(before)
    }
    document.querySelector('#open')?.addEventListener('click', open)
    window.addEventListener('keydown', undo)
    if (query.has('auto')) void open()
    const box = () => document.querySelector('[data-canvas]')!.getBoundingClientRect()
    const probe: GraphProbe = {
      ids: () => latest.current.map(({ id }) => id),
      zoom: flow.getZoom,
      look: ({ x, y, k }) => void flow.setViewport({ x, y, zoom: k }),
      select(ids) {
        const chosen = new Set(ids)
        setNodes((all) => all.map((node) => ({ ...node, selected: chosen.has(node.id) })))
      },
      nodeRect(id) {
        const node = flow.getNode(id)
        if (!node) return undefined
        const { x, y, zoom } = flow.getViewport()
        const { left, top } = box()
        return {
          x: left + x + node.position.x * zoom,
          y: top + y + node.position.y * zoom,
          width: (node.width ?? 0) * zoom,
          height: (node.height ?? 0) * zoom,
        }
      },
      async idle() {
        // Wires come after the cards' handles were measured.
        let [before, now] = [-1, 0]
        while (before !== now || now === 0) {
          await frame()
          await frame()
          before = now
          now =
            document.querySelectorAll('.react-flow__node').length *
            Math.max(1, document.querySelectorAll('.react-flow__edge').length)
        }
      },
    }
    window.__reelgraph = probe as typeof window.__reelgraph
    return () => {
      document.querySelector('#open')?.removeEventListener('click', open)
      window.removeEventListener('keydown', undo)
    }
  }, [flow, setNodes, setEdges])

  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onNodeDragStart={remember}
      onSelectionDragStart={remember}
      nodeTypes={nodeTypes}
      onlyRenderVisibleElements={query.has('culled')}
      panOnDrag={[0, 1]}
      minZoom={0.01}
      maxZoom={2.5}
      colorMode="dark"
      deleteKeyCode={null}
      proOptions={{ hideAttribution: true }}
    >
      <Background />
      <MiniMap />
    </ReactFlow>
  )
}

window.__startPreviews = () => {
  const pictures = [0, 1, 2, 3].map(
    (seed) =>
      new ImageData(
        Uint8ClampedArray.from({ length: 64 * 64 * 4 }, (_, index) =>
          index % 4 === 3 ? 255 : (index * (seed + 3)) % 256,
        ),
        64,
        64,
      ),
  )
  let step = 0
  setInterval(() => {
    step++
    for (const canvas of liveThumbs) canvas.getContext('2d')?.putImageData(pictures[step % 4]!, 0, 0)
  }, 100)
}

createRoot(document.querySelector('#root')!).render(
  <ReactFlowProvider>
    <Graph />
  </ReactFlowProvider>,
)
