import type { Regime, Step } from './regime.ts'

const start = 'following-day' as const
const unit = 'business-days' as const
const decree = 'Decreto 2281/2010 art. 5 (Decreto 2555/2010 libro 34)'
const step = (id: string, title: string, amount: number, article: string): Step => ({
  ...{ id, title, amount, unit, article },
})

/** Public utilities and the financial consumer's ombudsman. */
export const consumers: readonly Regime[] = [
  {
    name: 'ley-142',
    title: 'Petición, queja o recurso en servicios públicos domiciliarios',
    versions: [
      { from: '1994-07-11', amount: 15, unit, article: 'Ley 142/1994 art. 158 (Decreto 2150/1995 art. 123)' },
    ],
    ...{ start, alarm: 'same-day', settled: false },
    silence: {
      ...{ effect: 'positive-silence', amount: 72, unit: 'calendar-hours' },
      article: 'Decreto 2150/1995 art. 123',
      text: 'Silencio administrativo positivo: la solicitud se entiende resuelta en favor del usuario, y sus efectos se reconocen dentro de las 72 horas siguientes',
    },
    steps: [
      step('reposicion', 'Reposición del usuario, desde que conoce la decisión', 5, 'Ley 142/1994 art. 154'),
      {
        ...{ id: 'reclamo-factura', title: 'Reclamar contra una factura' },
        ...{ amount: 5, unit: 'calendar-months', article: 'Ley 142/1994 art. 154' },
      },
    ],
    note: 'Se discute si cuenta el día de la presentación: el término legal corre desde el día siguiente, y la cuenta que lo incluye queda como alarma interna. También se discute si las de información tienen 10 días: aquí 15. Las 72 horas corren sin interrupción',
    source: 'Catálogo jurídico, compilación de la norma y preguntas frecuentes de la CRA',
  },
  {
    name: 'defensor',
    title: 'Queja ante el Defensor del Consumidor Financiero: respuesta de la entidad',
    versions: [{ from: '2010-06-25', amount: 8, unit, article: decree }],
    ...{ start, settled: false },
    extension: { limit: 'double', article: decree },
    steps: [
      step('traslado', 'La entidad traslada al Defensor la queja que recibió', 3, decree),
      step('admision', 'El Defensor decide si admite', 3, decree),
      step('informacion', 'Información que pide el Defensor (a lo sumo)', 8, decree),
      step('decision', 'El Defensor decide, desde que vence el traslado', 8, decree),
      step('rectificacion', 'El consumidor responde si está satisfecho', 8, decree),
    ],
    note: 'La prórroga necesita que el Defensor la acepte y la norma no da su tope: aquí, tanto como el término',
    source: 'Dos fuentes públicas coinciden en 3/8/3/8 días; el texto del decreto, sin verificar',
  },
]
