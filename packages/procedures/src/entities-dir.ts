import { fileURLToPath } from 'node:url'

/** The folder with one folder per entity that this checkout carries. */
export const entitiesDir: string = fileURLToPath(new URL('../entities', import.meta.url))
