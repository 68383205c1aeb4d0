import type { Regime } from './regime.ts'

/** Document 004 of ICETEX: its thirteen categories, each with its most days, and the exceptions of one day. */
const categories = [
  ['web', 'Actualización y divulgación de contenidos en la web', 12],
  ['web-sms-email', 'Contenidos en la web, con SMS o correo masivo', 12],
  ['web-infoservicio', 'Contenidos en la web, con infoservicio', 12],
  ['web-sms-email-infoservicio', 'Contenidos en la web, con SMS o correo masivo e infoservicio', 12],
  ['piezas-web', 'Diseño y publicación de piezas gráficas en la web', 12],
  ['lanzamiento', 'Lanzamiento de un producto o servicio en la web', 12],
  ['adjuntos', 'Modificación o reemplazo de archivos adjuntos', 12],
  ['nueva-seccion', 'Nueva sección en la web', 12],
  ['archivos', 'Publicación de archivos en la web', 12],
  ['sms-email', 'Campañas de SMS o correo masivo', 6],
  ['sms-email-infoservicio', 'Campañas de SMS o correo masivo, con infoservicio', 6],
  ['piezas', 'Diseño de piezas comerciales', 5],
  ['infoservicio', 'Divulgación por infoservicio', 4],
] as const

const common = {
  knownAs: { regime: 'ans', procedure: 'publicaciones' },
  start: 'following-day',
  // Document 004 leaves it open: the day of a change counts, and a request is met when its solution is delivered to
  // the area, which is one act inside the entity.
  defaults: { 'answer.countsWhen': 'sent', 'pause.resumeDay': 'counts' },
} as const

const request = ([id, title, amount]: (typeof categories)[number]): Regime => ({
  ...common,
  name: `004/${id}`,
  title,
  versions: [{ from: '2021-12-24', amount, unit: 'business-days', article: 'M1-3-06, numeral 4' }],
  internal: 'request',
  settled: true,
  source: 'ICETEX M1-3-06 (documento 004), versión 11',
})

export const internal: readonly Regime[] = [
  ...categories.map(request),
  {
    ...common,
    knownAs: { ...common.knownAs, regime: 'ans-excepcion' },
    name: '004/excepcion',
    title:
      'Excepción de un día: nombramientos, subastas, manual de funciones, informes de gestión, control y participación, transparencia, hojas de vida, presupuesto, control interno y lo demás que por ley deba publicarse',
    versions: [
      { from: '2021-12-24', amount: 1, unit: 'business-days', article: 'M1-3-06, numeral 4 (excepciones)' },
    ],
    internal: 'exception',
    settled: false,
    note: 'Debe llegar antes de las 9:00 con sus soportes; qué pasa después no está escrito: exception.late',
    source: 'ICETEX M1-3-06 (documento 004), versión 11',
  },
]
