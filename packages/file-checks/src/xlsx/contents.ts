import { isRealTitle, type MetadataPlace, MetadataPlaces } from '../document/metadata.ts'
import { pictureMetadata } from '../document/picture.ts'
import type { Archive } from '../zip/archive.ts'
import type { Workbook } from './workbook.ts'
import { eachXml } from './xml.ts'

/** What a workbook carries beside its cells. */
export interface Beside {
  readonly metadata: readonly MetadataPlace[]
  readonly people: readonly string[]
  readonly macros: boolean
  readonly attachments: number
  readonly signed: boolean
}

export const corePart = 'docProps/core.xml'
export const appPart = 'docProps/app.xml'
export const customPart = 'docProps/custom.xml'
export const labelsPart = 'docMetadata/LabelInfo.xml'
export const isPrinter = (name: string) => /^xl\/printerSettings\//.test(name)
export const isThumbnail = (name: string) => /^docProps\/thumbnail\./.test(name)
export const isPicture = (name: string) => /^xl\/media\/[^/]+\.(?:jpe?g|png)$/i.test(name)
const namesPeople = /^xl\/(?:comments|threadedComments\/|persons\/|revisions\/)/

/** Of app.xml; the rest of it counts sheets and says how to show them. */
const appNames = new Set(
  'Application AppVersion Company Manager Template HyperlinkBase TotalTime DocSecurity'.split(' '),
)

/** @throws Unreadable */
export async function besideCells(archive: Archive, workbook: Workbook): Promise<Beside> {
  const names = [...archive.parts.keys()]
  const places = new MetadataPlaces()
  await valuesOf(archive, corePart, (name, text) => {
    if (name !== 'title' || !isRealTitle(text)) places.add(corePart, name)
  })
  await valuesOf(archive, appPart, (name, text) => {
    if (appNames.has(name) && !(name === 'DocSecurity' && text === '0')) places.add(appPart, name)
  })
  await attributesOf(archive, customPart, (element, { name }) => {
    if (element === 'property') places.add(customPart, name ?? '')
  })
  await attributesOf(archive, labelsPart, (element) => {
    if (element === 'label') places.add(labelsPart, element)
  })
  await attributesOf(archive, workbook.part, (element, attributes) => {
    if (element === 'fileVersion' || element === 'absPath') places.add(workbook.part, element)
    if (element === 'fileSharing' && attributes.userName) places.add(workbook.part, 'userName')
  })
  for (const name of names.filter((one) => isPrinter(one) || isThumbnail(one))) places.add(name)
  for (const name of names.filter(isPicture)) {
    const carried = pictureMetadata((await archive.read(name)) ?? Buffer.alloc(0))
    if (carried.length > 0) places.add(name, ...carried)
  }
  const dated = [...archive.parts.values()].some(
    ({ lastModFileDate, lastModFileTime }) => lastModFileDate > 0x21 || lastModFileTime !== 0,
  )
  if (dated) places.add('zip', 'fechas')
  return {
    metadata: places.list(),
    people: await peopleIn(archive, names),
    macros: names.some((name) => /vbaProject\.bin$|^xl\/(?:macrosheets|intlMacrosheets)\//.test(name)),
    attachments: names.filter((name) => /^xl\/(?:embeddings|activeX)\//.test(name)).length,
    signed: names.some((name) => name.startsWith('_xmlsignatures/')),
  }
}

/** Parts that name somebody. */
async function peopleIn(archive: Archive, names: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const part of names.filter((name) => namesPeople.test(name) && name.endsWith('.xml'))) {
    let named = false
    await valuesOf(archive, part, (name) => {
      if (name === 'author') named = true
    })
    await attributesOf(archive, part, (_, { displayName, userName, name }) => {
      if (displayName || userName || (part.includes('revisions/') && name)) named = true
    })
    if (named) found.push(part)
  }
  return found
}

/** Every element that has a text of its own. */
async function valuesOf(
  archive: Archive,
  part: string,
  each: (name: string, text: string) => void,
): Promise<void> {
  let text = ''
  await eachXml(archive.stream(part), {
    open: () => {
      text = ''
    },
    text: (piece) => {
      text += piece
    },
    close(name) {
      if (text.trim() !== '') each(name, text)
      text = ''
    },
  })
}

async function attributesOf(
  archive: Archive,
  part: string,
  each: (element: string, attributes: Readonly<Record<string, string | undefined>>) => void,
): Promise<void> {
  if (archive.has(part)) await eachXml(archive.stream(part), { open: each })
}
