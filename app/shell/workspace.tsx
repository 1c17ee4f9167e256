'use client'

/** The whole editor. */
export const Workspace = () => <main aria-label="Reelgraph">Reelgraph</main>
