import type { ErrorCatalog } from '@ventanilla/http-kit'

/** What the clocks refuse. Rules that another system's record broke come back as its `flags`, by the same codes. */
export const errors = {
  'clock-not-started': {
    status: 404,
    title: 'El término no existe o todavía no ha empezado',
    when: 'No clock with this id has started. One starts as soon as the case that it belongs to is opened.',
  },
  'calendar-unknown': {
    status: 404,
    title: 'No se conoce ese calendario',
    when: 'No entity that the caller may see ever had this version of a calendar.',
  },
  'calendar-refused': {
    status: 422,
    title: 'El calendario no se puede usar',
    when: 'An overlay to be tried is refused; `reason` is its own code (`overlay-invalid`, …), `field` and `line` say where.',
  },
  'calendar-in-force': {
    status: 409,
    title: 'Ese calendario ya está en vigor',
    when: 'A calendar is to be put in force for open terms that is in force for them.',
  },
  'list-changed': {
    status: 409,
    title: 'Lo que se mostró ya no es lo que cambiaría',
    when: 'The facts have changed the list that was agreed to. `changes` shows the lines that changed, as listed and as they are now, and `list` stands for the list with them; without `list` it is to be made again.',
  },
  'as-of-before-clock': {
    status: 422,
    title: 'En ese instante el término todavía no se conocía',
    when: '`asOf` comes before the first fact of the clock was recorded; `detail` says when that was.',
  },
  'as-of-in-future': {
    status: 422,
    title: 'Ese instante no ha llegado',
    when: '`asOf` is later than now: nobody knows what will be known then.',
  },
  'clock-changed': {
    status: 412,
    title: 'El término cambió desde que usted lo consultó',
    when: 'The version in `If-Match` is not the present one, which is in `ETag` and `version`.',
  },
  'clock-resting': {
    status: 409,
    title: 'El caso está acumulado en otro',
    when: 'A term is to be extended whose case was merged into another one, which goes on for both. Recorded by another system, it is taken and flagged.',
  },
  'clock-ended': {
    status: 409,
    title: 'El término ya terminó',
    when: 'An extension is asked for and the case was answered or ended without an answer.',
  },
  'clock-paused': {
    status: 409,
    title: 'El término está suspendido',
    when: 'An extension is asked for while the term is suspended: it has no due date to move.',
  },
  'already-extended': {
    status: 409,
    title: 'El término ya se prorrogó',
    when: 'The present term was extended before.',
  },
  'extension-after-due': {
    status: 409,
    title: 'El término ya venció',
    when: 'The term is over: it is extended, and the petitioner told, before it ends (Ley 1755 de 2015, art. 14 par.).',
  },
  'case-data-erased': {
    status: 409,
    title: 'Los datos personales del caso fueron suprimidos',
    when: 'The reason of an extension can no longer be kept: the key of the case was destroyed.',
  },
  'extension-before-received': {
    status: 422,
    title: 'La prórroga es anterior al término',
    when: '`on` comes before the day that the term is counted from.',
  },
  'extension-in-future': {
    status: 422,
    title: 'La prórroga lleva una fecha que no ha llegado',
    when: '`on` is later than today in Bogotá. Refused whoever says so.',
  },
  'extension-not-allowed': {
    status: 422,
    title: 'Este término no admite prórroga',
    when: 'The regime of the term knows no extension, as the agreements between areas.',
  },
  'extension-beyond-double': {
    status: 422,
    title: 'La prórroga pasa del doble del término',
    when: 'The whole would pass twice the first term (Ley 1755 de 2015, art. 14 par.).',
  },
  'extension-beyond-limit': {
    status: 422,
    title: 'La prórroga pasa de lo que admite el régimen',
    when: 'The regime sets how many days may be added, and these are more.',
  },
  'term-too-long': {
    status: 422,
    title: 'El término sería demasiado largo',
    when: 'Term and extensions would pass ten years: 3650 days, 121 months, 87600 hours. Refused whoever says so.',
  },
} as const satisfies ErrorCatalog
