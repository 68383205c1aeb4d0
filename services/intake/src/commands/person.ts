import { z } from 'zod'

/** Documents of identity, by the abbreviations that Colombian entities use. */
export const documentTypes = {
  CC: 'Cédula de ciudadanía',
  CE: 'Cédula de extranjería',
  TI: 'Tarjeta de identidad',
  RC: 'Registro civil',
  NIT: 'NIT',
  PA: 'Pasaporte',
  PPT: 'Permiso por protección temporal',
  OTRO: 'Otro documento',
} as const

type DocumentType = keyof typeof documentTypes

const line = (max: number) => z.string().trim().min(1).max(max)
const telephone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ().-]{7,25}$/, 'Escriba el teléfono con cifras, como +57 601 123 4567.')

/** Who files. The fields are those of the public form (Resolución MinTIC 1519/2020, anexo 2); few are mandatory. */
export const personSchema = z
  .strictObject({
    documentType: z
      .enum(Object.keys(documentTypes) as [DocumentType, ...DocumentType[]])
      .optional()
      .describe('Tipo de documento'),
    documentNumber: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 .-]{2,24}$/, 'Escriba el número del documento, de 3 a 25 caracteres.')
      .optional()
      .describe('Número del documento, con o sin puntos'),
    firstNames: line(120).optional().describe('Nombres'),
    lastNames: line(120).optional().describe('Apellidos'),
    businessName: line(200).optional().describe('Razón social, si es una persona jurídica'),
    email: z.email().max(254).optional().describe('Correo electrónico'),
    phone: telephone.optional().describe('Teléfono fijo'),
    mobile: telephone.optional().describe('Teléfono móvil'),
    address: line(200).optional().describe('Dirección'),
    municipality: line(120).optional().describe('Municipio'),
    department: line(120).optional().describe('Departamento'),
    country: line(120).optional().describe('País'),
    answerBy: z.enum(['email', 'letter']).optional().describe('Por dónde quiere recibir la respuesta'),
  })
  .superRefine(({ documentType, documentNumber, firstNames, lastNames, businessName }, context) => {
    const missing = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code: 'required' } })
    if (documentType !== undefined && documentNumber === undefined)
      missing('documentNumber', 'Falta el número del documento.')
    if (documentNumber !== undefined && documentType === undefined)
      missing('documentType', 'Falta el tipo del documento.')
    if (businessName !== undefined) return
    if (firstNames === undefined) missing('firstNames', 'Faltan los nombres, o la razón social.')
    if (lastNames === undefined) missing('lastNames', 'Faltan los apellidos, o la razón social.')
  })
  .meta({
    description: 'Quien radica. Sus datos se guardan cifrados y nunca salen en un evento',
    examples: [
      {
        documentType: 'CC',
        documentNumber: '1.020.304.050',
        firstNames: 'Ana María',
        lastNames: 'Restrepo Gil',
        email: 'ana.restrepo@ejemplo.co',
      },
    ],
  })
