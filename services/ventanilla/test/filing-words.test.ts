import { expect, it } from 'vitest'
import { channelIn, kindIn } from '../src/filing-words.ts'

it.each([
  ['SOLICITUD-INTERES PARTICULAR', 'peticion-interes-particular'],
  ['Solicitud - interés general', 'peticion-interes-general'],
  ['Petición de interés particular', 'peticion-interes-particular'],
  ['DERECHO DE PETICIÓN', 'peticion-interes-particular'],
  ['SOLICITUD DE INFORMACION', 'informacion'],
  ['Petición de documentos', 'informacion'],
  ['INFORMACION GENERAL', 'informacion'],
  ['Solicitud de copias', 'informacion'],
  ['CONSULTA', 'consulta'],
  ['Queja', 'queja'],
  ['Queja por falta de información', 'queja'],
  ['RECLAMOS', 'reclamo'],
  ['Reclamación', 'reclamo'],
  ['sugerencia', 'sugerencia'],
  ['Denuncia por corrupción', 'denuncia'],
  ['TRAMITE', 'tramite'],
  ['Solicitud de trámite', 'tramite'],
  ['Solicitud', 'solicitud'],
  ['Felicitación', undefined],
  ['', undefined],
])('class «%s» is %s', (words, kind) => {
  expect(kindIn(words)).toBe(kind)
})

it.each([
  ['VIRTUAL', 'virtual'],
  ['Página web', 'virtual'],
  ['Correo electrónico', 'virtual'],
  ['E-mail', 'virtual'],
  ['En línea', 'virtual'],
  ['PRESENCIAL', 'personalizado'],
  ['Personalizado', 'personalizado'],
  ['Ventanilla', 'personalizado'],
  ['TELEFÓNICO', 'contact-center'],
  ['Contact Center', 'contact-center'],
  ['Línea nacional', 'contact-center'],
  ['ESCRITO', 'escrita'],
  ['Correo certificado', 'escrita'],
  ['Buzón', 'escrita'],
  ['Redes sociales', 'redes-sociales'],
  ['WhatsApp', 'redes-sociales'],
  ['Línea ágil exterior', 'linea-agil-exterior'],
  ['Grandes Clientes', 'grandes-clientes'],
  ['paloma', undefined],
])('channel «%s» is %s', (words, channel) => {
  expect(channelIn(words)).toBe(channel)
})
