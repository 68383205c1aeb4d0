/** What a year is made of. Weights are against an even month, day or hour of 1. */

export type Mix<T> = readonly (readonly [T, number])[]

export interface Season {
  /** January first. */
  readonly months: readonly number[]
  /** ISO weekday, Monday first. */
  readonly weekdays: readonly number[]
  readonly holiday: number
  /** A business day after one or more that were none. */
  readonly afterHoliday: number
  readonly channels: Mix<string>
  /** When nobody attends, only what needs nobody comes in. */
  readonly closedChannels: Mix<string>
  /** Hours of the day, Bogotá. */
  readonly hours: Mix<number>
  readonly kinds: Mix<string>
}

const hours: Mix<number> = [
  [7, 4],
  [8, 13],
  [9, 15],
  [10, 14],
  [11, 11],
  [12, 6],
  [13, 6],
  [14, 11],
  [15, 10],
  [16, 8],
  [17, 3],
  [19, 2],
  [21, 1],
]

/** Semesters begin: credits are asked for and renewed in January and February, in July and August. */
export const petitions: Season = {
  months: [1.5, 1.45, 0.95, 0.8, 0.85, 0.95, 1.5, 1.4, 0.85, 0.75, 0.65, 0.5],
  weekdays: [1.35, 1.15, 1.05, 1, 0.9, 0.16, 0.12],
  holiday: 0.1,
  afterHoliday: 1.25,
  channels: [
    ['virtual', 52],
    ['contact-center', 21],
    ['personalizado', 13],
    ['escrita', 6],
    ['redes-sociales', 5],
    ['linea-agil-exterior', 2],
    ['grandes-clientes', 1],
  ],
  closedChannels: [
    ['virtual', 85],
    ['redes-sociales', 15],
  ],
  hours,
  kinds: [
    ['peticion-interes-particular', 24],
    ['reclamo', 21],
    ['informacion', 15],
    ['queja', 11],
    ['solicitud', 7],
    ['modificacion-datos', 4],
    ['consulta', 4],
    ['peticion-interes-general', 3],
    ['sugerencia', 2],
    ['denuncia', 2],
    ['anulacion-solicitud', 2],
    ['tutela', 2],
    ['datos-personales-reclamo', 1],
    ['datos-financieros-consulta', 1],
    ['queja-defensor', 1],
    ['entre-autoridades', 1],
    ['informe-congreso', 0.5],
    ['cuestionario-congreso', 0.2],
    ['tramite', 1],
    ['datos-personales-consulta', 0.5],
    ['datos-financieros-reclamo', 1],
  ],
}

/** What is published comes before the calls of each semester; an office asks on its business days alone. */
export const publications: Season = {
  months: [0.7, 0.8, 0.9, 1.1, 1.5, 1.5, 0.7, 0.8, 0.9, 1.1, 1.5, 0.8],
  weekdays: [1.2, 1.15, 1.05, 1, 0.8, 0, 0],
  holiday: 0,
  afterHoliday: 1.15,
  channels: [['gestor-de-servicios', 1]],
  closedChannels: [['gestor-de-servicios', 1]],
  hours: hours.filter(([hour]) => hour < 19),
  kinds: [
    ['contenidos-web', 20],
    ['publicacion-archivos', 15],
    ['infoservicio', 12],
    ['campana', 12],
    ['piezas-comerciales', 9],
    ['piezas-graficas-web', 8],
    ['reemplazo-archivos', 7],
    ['web-campana', 4],
    ['web-infoservicio', 4],
    ['web-campana-infoservicio', 3],
    ['campana-infoservicio', 3],
    ['lanzamiento-web', 2],
    ['nueva-seccion', 2],
    ['excepcion-transparencia', 2],
    ['excepcion-resoluciones-nombramiento', 2],
    ['excepcion-informes-gestion', 1],
    ['excepcion-por-ley', 1],
  ],
}

/** Of a hundred cases of an area, those that it answers late; what isn't named is 7. */
export const lateOf: Readonly<Record<string, number>> = {
  'proveedor-atencion-usuario': 3,
  'grupo-gestion-servicio': 6,
  'otorgamiento-productos': 12,
  'gestion-operaciones': 10,
  'recuperacion-cumplimiento': 14,
}
export const lateElsewhere = 7

export const outcomes: Mix<string> = [
  ['a-favor-del-usuario', 3],
  ['a-favor-de-la-entidad', 3],
  ['parcial', 1],
]
