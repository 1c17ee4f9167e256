import { fileURLToPath } from 'node:url'

process.env.NEXT_TELEMETRY_DISABLED = '1'

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  serverExternalPackages: ['onnxruntime-node', 'libsql'],
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  // `npm run check` checks the types of the whole tree; the build need not do it a second time.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  poweredByHeader: false,
}

export default config
