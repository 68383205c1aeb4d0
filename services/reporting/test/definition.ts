import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entitiesDir, loadEntity } from '@ventanilla/procedures'
import { define } from '../src/adapters/define.ts'
import { loadFormat } from '../src/adapters/load-format.ts'
import type { Definition } from '../src/domain/extract/definition.ts'

export const layoutText = readFileSync(new URL('../formats/formato-379.yaml', import.meta.url), 'utf8')
export const icetex = loadEntity(join(entitiesDir, 'icetex'))

/** Formato 379 as ICETEX issues it. */
export const formato379: Definition = define(loadFormat(layoutText), icetex)
