import type { Bounds } from '../bounds.ts'
import type { BannerOrder, BannerPlace, Facts } from '../check.ts'
import type { Findings } from '../findings.ts'
import { typeRefused } from '../media-type.ts'
import type { FileParameters, Size } from '../parameters.ts'
import { type ByteSource, held } from '../source.ts'
import { damaged } from '../unreadable.ts'
import { type Jpeg, readJpeg, startsAsJpeg } from './jpeg.ts'
import { lastWithdrawal } from './permanence.ts'
import { wordCount } from './words.ts'

/** The file of a banner, and what the case says of it, against the procedure. @throws Unreadable */
export async function checkBanner(
  source: ByteSource,
  order: BannerOrder,
  parameters: FileParameters,
  bounds: Bounds,
  findings: Findings,
): Promise<Facts> {
  checkOrder(order, parameters, findings)
  const bytes = await held(source, bounds.heldBytes)
  const limit = parameters['banner-peso-maximo']
  if (bytes.length > limit)
    findings.add('banner-too-heavy', `Pesa ${bytes.length} bytes; se admiten ${limit}.`, {
      ...{ found: bytes.length, limit },
    })
  if (!startsAsJpeg(bytes)) throw await typeRefused(bytes, 'JPG o JPEG')
  const jpeg = readJpeg(bytes)
  if (!jpeg) throw damaged('La imagen no tiene encabezado o está cortada.')
  if (jpeg.end === undefined) findings.add('file-damaged', 'La imagen está cortada: no llega a su final.')
  else checkTail(bytes.subarray(jpeg.end), findings)
  checkImage(jpeg, order.place, parameters, findings)
  return {
    ...{ width: jpeg.width, height: jpeg.height, coding: jpeg.coding, components: jpeg.components },
    unchecked: unchecked(order),
  }
}

/** Some programs fill up with zeros; anything else is something else. */
function checkTail(tail: Buffer, findings: Findings): void {
  if (tail.some((byte) => byte !== 0))
    findings.add('file-trailing-data', `Después de la imagen siguen ${tail.length} bytes.`, {
      found: tail.length,
    })
}

const sizeName = { home: 'banner-medidas-home', internal: 'banner-medidas-internas' } as const
const inWords = ({ width, height }: Size) => `${width}×${height}`

function checkImage(
  jpeg: Jpeg,
  place: BannerPlace | undefined,
  parameters: FileParameters,
  findings: Findings,
): void {
  const places: readonly BannerPlace[] = place ? [place] : ['home', 'internal']
  const sizes = places.map((one) => parameters[sizeName[one]])
  if (!sizes.some(({ width, height }) => width === jpeg.width && height === jpeg.height)) {
    const limit = sizes.map(inWords).join(' o ')
    findings.add('banner-dimensions', `Mide ${inWords(jpeg)} píxeles; debe medir ${limit}.`, {
      ...{ found: inWords(jpeg), limit },
    })
  }
  if (jpeg.orientation !== 1)
    findings.add('banner-orientation', 'Sus metadatos la muestran girada: guárdela ya derecha.', {
      ...{ found: jpeg.orientation, limit: 1 },
    })
  if (jpeg.coding === 'other' || jpeg.bitsPerSample !== 8)
    findings.add('banner-encoding', 'Está codificado de una forma que los navegadores no muestran.')
  if (jpeg.components === 4)
    findings.add('banner-colors', 'Está en CMYK: guárdelo en RGB para que en pantalla se vea como debe.')
  if (jpeg.metadata.length > 0)
    findings.add('banner-metadata', `Lleva metadatos: ${jpeg.metadata.join(', ')}.`)
}

const texts = {
  title: 'El título',
  description: 'La descripción',
  callToAction: 'La llamada a la acción',
} as const
const textNames = Object.keys(texts) as (keyof typeof texts)[]

function checkOrder(order: BannerOrder, parameters: FileParameters, findings: Findings): void {
  for (const name of textNames) {
    const limit = parameters['banner-palabras'][name]
    const found = wordCount(order[name] ?? '')
    if (found > limit)
      findings.add('banner-words', `${texts[name]} tiene ${found} palabras; se admiten ${limit}.`, {
        ...{ at: { part: name }, found, limit },
      })
  }
  if (order.from === undefined || order.until === undefined) return
  const limit = lastWithdrawal(order.from, parameters['banner-permanencia-maxima'].amount)
  if (order.until > limit)
    findings.add('banner-permanence', `Se retiraría el ${order.until}; a más tardar, el ${limit}.`, {
      ...{ found: order.until, limit },
    })
}

function unchecked(order: BannerOrder): string[] {
  const absent: string[] = textNames.filter((name) => order[name] === undefined)
  if (order.from === undefined || order.until === undefined) absent.push('permanence')
  return absent
}
