import { posix } from 'node:path'
import { damaged } from '../unreadable.ts'
import type { Archive } from '../zip/archive.ts'
import { eachXml } from './xml.ts'

export interface Relation {
  readonly id: string
  /** The last piece of its address: 'worksheet', 'sharedStrings'. The two editions of the format differ before it. */
  readonly type: string
  readonly target: string
  readonly external: boolean
}

export interface Workbook {
  readonly part: string
  /** In the order in which they are shown. */
  readonly sheets: readonly string[]
  readonly sharedStrings: string | undefined
  /** The structure is locked. */
  readonly locked: boolean
}

/** Whether a ZIP is a workbook at all. */
export const isWorkbook = (archive: Archive): boolean =>
  archive.has('[Content_Types].xml') &&
  [...archive.parts.keys()].some((name) => /^xl\/workbook[^/]*\.xml$/.test(name))

/** 'xl/worksheets/sheet1.xml' → 'xl/worksheets/_rels/sheet1.xml.rels', '' → '_rels/.rels' */
export const relationsPart = (part: string): string =>
  posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)

/** What a part refers to; nothing where it has no relations. */
export async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const found: Relation[] = []
  await eachXml(archive.stream(relationsPart(part)), {
    open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) {
      if (name !== 'Relationship') return
      const external = mode === 'External'
      const path = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target)
      found.push({ id, type: type.split('/').at(-1) ?? '', target: external ? target : path, external })
    },
  })
  return found
}

/** @throws Unreadable */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const part = (await relationsOf(archive, '')).find(({ type }) => type === 'officeDocument')?.target
  if (part === undefined || !archive.has(part)) throw damaged('Al libro le falta su parte principal.')
  const relations = await relationsOf(archive, part)
  const sheets: string[] = []
  let locked = false
  await eachXml(archive.stream(part), {
    open(name, attributes) {
      if (name === 'workbookProtection' || name === 'fileSharing') locked ||= isLock(attributes)
      if (name !== 'sheet') return
      const target = relations.find(({ id }) => id === attributes.id)?.target
      if (target !== undefined && archive.has(target)) sheets.push(target)
    },
  })
  const sharedStrings = relations.find(({ type }) => type === 'sharedStrings')?.target
  return { part, sheets, sharedStrings, locked }
}

const locks = ['lockStructure', 'lockWindows', 'lockRevision', 'reservationPassword', 'hashValue']

function isLock(attributes: Readonly<Record<string, string>>): boolean {
  return locks.some((name) => attributes[name] !== undefined && !['0', 'false'].includes(attributes[name]))
}
