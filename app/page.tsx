import { Workspace } from './shell/workspace.tsx'

/** The editor. */
const Page = () => <Workspace />

export default Page
