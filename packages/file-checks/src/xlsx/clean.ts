import { posix } from 'node:path'
import { isRealTitle } from '../document/metadata.ts'
import { pictureMetadata, withoutPictureMetadata } from '../document/picture.ts'
import type { Archive } from '../zip/archive.ts'
import { repack } from '../zip/pack.ts'
import { appPart, corePart, customPart, isPicture, isPrinter, isThumbnail, labelsPart } from './contents.ts'
import { relationsOf, relationsPart, type Workbook } from './workbook.ts'
import { eachXml } from './xml.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const EXTENDED = 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'
const CUSTOM = 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties'
const CORE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'
const LABELS = 'http://schemas.microsoft.com/office/2020/mipLabelMetadata'
/** Attributes of one element: whatever stands between quotation marks may have a '>' in it. */
const ATTRIBUTES = `(?:\\s+[\\w:.-]+\\s*=\\s*(?:"[^"]*"|'[^']*'))*\\s*`

/**
 * The workbook without what says who made it, with what and when: the parts of properties are emptied, printers and
 * thumbnails left out with what refers to them, path and program taken out of the workbook's own part. Every other part
 * keeps its bytes.
 */
export async function cleanXlsx(archive: Archive, workbook: Workbook): Promise<Buffer> {
  const changes = new Map<string, Buffer | undefined>()
  const put = (part: string, xml: string) => {
    if (archive.has(part)) changes.set(part, Buffer.from(HEAD + xml))
  }
  put(corePart, coreProperties(await titleOf(archive)))
  put(appPart, `<Properties xmlns="${EXTENDED}"/>`)
  put(customPart, `<Properties xmlns="${CUSTOM}"/>`)
  put(labelsPart, `<clbl:labelList xmlns:clbl="${LABELS}"/>`)
  await edit(archive, changes, workbook.part, (xml) =>
    xml
      .replace(element('(?:\\w+:)?(?:fileVersion|absPath)'), '')
      .replace(/(<(?:\w+:)?fileSharing\b[^>]*?)\s+userName=(?:"[^"]*"|'[^']*')/, '$1'),
  )
  for (const name of [...archive.parts.keys()].filter(isPicture)) {
    const picture = await archive.read(name)
    if (picture && pictureMetadata(picture).length > 0)
      changes.set(name, withoutPictureMetadata(picture, true))
  }
  await dropParts(
    archive,
    changes,
    [...archive.parts.keys()].filter((name) => isPrinter(name) || isThumbnail(name)),
  )
  return await repack(archive, changes)
}

/** An element without content, written either way. */
const element = (name: string) => new RegExp(`<(${name})${ATTRIBUTES}(?:/>|>\\s*</\\1>)`, 'g')

function coreProperties(title: string | undefined): string {
  if (title === undefined) return `<cp:coreProperties xmlns:cp="${CORE}"/>`
  const escaped = title.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
  return `<cp:coreProperties xmlns:cp="${CORE}" ${dc}><dc:title>${escaped}</dc:title></cp:coreProperties>`
}

async function titleOf(archive: Archive): Promise<string | undefined> {
  let title = ''
  let taking = false
  await eachXml(archive.stream(corePart), {
    open: (name) => {
      taking = name === 'title'
    },
    text: (text) => {
      if (taking) title += text
    },
    close: () => {
      taking = false
    },
  })
  return isRealTitle(title) ? title : undefined
}

type Changes = Map<string, Buffer | undefined>

async function edit(
  archive: Archive,
  changes: Changes,
  part: string,
  change: (xml: string) => string,
): Promise<void> {
  const before = changes.get(part) ?? (await archive.read(part))
  if (before === undefined) return
  const xml = before.toString('utf8')
  const after = change(xml)
  if (after !== xml) changes.set(part, Buffer.from(after))
}

/** Leaves parts out, and whatever says that they are there. */
async function dropParts(archive: Archive, changes: Changes, parts: readonly string[]): Promise<void> {
  if (parts.length === 0) return
  const gone = new Set(parts)
  for (const part of parts) changes.set(part, undefined)
  for (const relations of [...archive.parts.keys()].filter((name) => name.endsWith('.rels'))) {
    const owner = ownerOf(relations)
    const dropped = (await relationsOf(archive, owner)).filter(
      ({ target, external }) => !external && gone.has(target),
    )
    for (const { id } of dropped) {
      await edit(archive, changes, relations, (xml) =>
        xml.replace(new RegExp(`<Relationship(?=[^>]*\\sId=["']${escapeRegExp(id)}["'])${ATTRIBUTES}/>`), ''),
      )
      if (owner !== '')
        await edit(archive, changes, owner, (xml) =>
          xml.replace(
            new RegExp(`(<(?:\\w+:)?pageSetup\\b[^>]*?)\\s+\\w+:id=["']${escapeRegExp(id)}["']`),
            '$1',
          ),
        )
    }
  }
  await edit(archive, changes, '[Content_Types].xml', (xml) =>
    xml.replace(new RegExp(`<Override${ATTRIBUTES}/>`, 'g'), (override) => {
      const [, name = ''] = /PartName=["']\/([^"']*)["']/.exec(override) ?? []
      return gone.has(name) ? '' : override
    }),
  )
}

/** 'xl/worksheets/_rels/sheet1.xml.rels' → 'xl/worksheets/sheet1.xml' */
function ownerOf(relations: string): string {
  const owner = posix.join(posix.dirname(relations), '..', posix.basename(relations, '.rels'))
  return relations === relationsPart('') ? '' : owner
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
