import { z } from 'zod'

const size = z.strictObject({ width: z.int().min(1), height: z.int().min(1) })
export type Size = z.output<typeof size>

const words = z.strictObject({
  title: z.int().min(1),
  description: z.int().min(1),
  callToAction: z.int().min(1),
})

/** The columns of a list that the checks know. */
export const smsColumns = ['nombre', 'apellido', 'cedula', 'mensaje', 'telefono'] as const
export type SmsColumn = (typeof smsColumns)[number]

export const documentFormats = ['pdf', 'xls', 'xlsx'] as const
export type DocumentFormat = (typeof documentFormats)[number]

/** Every parameter of a procedure that a check of files reads, under the name that it has there. */
export const parameterShapes = {
  'banner-peso-maximo': z.int().min(1),
  'banner-formatos': z.array(z.literal('image/jpeg')).min(1),
  'banner-medidas-home': size,
  'banner-medidas-internas': size,
  'banner-palabras': words,
  'banner-maximo-en-home': z.int().min(1),
  'banner-permanencia-maxima': z.strictObject({ amount: z.int().min(1), unit: z.literal('months') }),
  'sms-largo-maximo': z.int().min(1),
  'sms-columnas': z.array(z.enum(smsColumns)).min(1),
  'sms-telefono': z.enum(['optional-column', 'required-column']),
  'sms-letras-rechazadas': z.string(),
  'documento-formatos': z.array(z.enum(documentFormats)).min(1),
} as const

export type ParameterName = keyof typeof parameterShapes
export type FileParameters = { [Name in ParameterName]: z.output<(typeof parameterShapes)[Name]> }

export interface ParameterProblem {
  readonly code: 'parameter-missing' | 'parameter-invalid'
  readonly name: ParameterName
}

/** What a procedure says under a name; the rest of it, why and where from, is nothing to a check. */
export type Given = Readonly<Record<string, { readonly value: unknown } | undefined>>

/** The parameters of a procedure, or the first that is missing or that no check understands. */
export function readParameters(given: Given): { parameters: FileParameters } | { problem: ParameterProblem } {
  const read: [string, unknown][] = []
  for (const [name, shape] of Object.entries(parameterShapes)) {
    const one = given[name]
    if (one === undefined) return wrong('parameter-missing', name)
    const value = shape.safeParse(one.value)
    if (!value.success) return wrong('parameter-invalid', name)
    read.push([name, value.data])
  }
  return { parameters: Object.fromEntries(read) as FileParameters }
}

const wrong = (code: ParameterProblem['code'], name: string) => ({
  problem: { code, name: name as ParameterName },
})
