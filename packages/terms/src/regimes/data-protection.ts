import type { Regime } from './regime.ts'

const start = 'following-day' as const
const unit = 'business-days' as const
const general = { regime: 'ley-1581' }
const financial = { regime: 'ley-1266' }
const accepted =
  'Hay fuentes que tienen por aceptada la solicitud que no se atiende en el término; la entidad debe confirmarlo'

/** Rights over one's own data: general (Ley 1581/2012) and financial (Ley 1266/2008, Ley 2157/2021). */
export const dataProtection: readonly Regime[] = [
  {
    name: 'habeas-data-consulta',
    title: 'Consulta de datos personales',
    versions: [{ from: '2012-10-18', amount: 10, unit, article: 'Ley 1581/2012 art. 14' }],
    ...{ knownAs: general, start, settled: true },
    extension: { limit: 5, article: 'Ley 1581/2012 art. 14' },
    source: 'Texto de la Ley 1581/2012',
  },
  {
    name: 'habeas-data-reclamo',
    title: 'Reclamo sobre datos personales',
    versions: [{ from: '2012-10-18', amount: 15, unit, article: 'Ley 1581/2012 art. 15' }],
    ...{ knownAs: general, start, settled: true },
    extension: { limit: 8, article: 'Ley 1581/2012 art. 15' },
    completion: {
      ...{ requireWithin: 5, months: 2, again: false, lapses: true },
      article: 'Ley 1581/2012 art. 15 num. 1',
    },
    transferWithin: { amount: 2, article: 'Ley 1581/2012 art. 15 num. 1' },
    steps: [
      {
        ...{ id: 'leyenda', title: 'Marcar «reclamo en trámite»', amount: 2, unit },
        article: 'Ley 1581/2012 art. 15 num. 2',
      },
    ],
    source: 'Texto de la Ley 1581/2012; el término corre desde el día siguiente al recibo',
  },
  {
    name: 'financiero-consulta',
    title: 'Consulta de datos financieros y crediticios',
    versions: [{ from: '2008-12-31', amount: 10, unit, article: 'Ley 1266/2008 art. 16' }],
    ...{ knownAs: financial, start, settled: false },
    extension: { limit: 5, article: 'Ley 1266/2008 art. 16' },
    silence: {
      ...{ effect: 'claim-accepted', amount: 0, unit, article: 'Ley 2157/2021' },
      text: accepted,
    },
    note: 'Los 10 días constan en fuentes públicas; la prórroga de 5 y el efecto del silencio, sin verificar',
    source: 'Ley 1266/2008 y Ley 2157/2021; prórroga y silencio sin verificar [G]',
  },
  {
    name: 'financiero-reclamo',
    title: 'Reclamo sobre datos financieros y crediticios',
    versions: [{ from: '2008-12-31', amount: 15, unit, article: 'Ley 1266/2008 art. 16' }],
    ...{ knownAs: financial, start, settled: false },
    extension: { limit: 8, article: 'Ley 1266/2008 art. 16 parte II num. 3' },
    completion: { months: 1, again: false, lapses: true, article: 'Ley 1266/2008 art. 16 parte II num. 1' },
    silence: {
      ...{ effect: 'claim-accepted', amount: 0, unit, article: 'Ley 2157/2021' },
      text: accepted,
    },
    steps: [
      {
        ...{ id: 'leyenda', title: 'Marcar «reclamo en trámite»', amount: 2, unit },
        article: 'Ley 1266/2008 art. 16 parte II num. 2',
      },
    ],
    note: 'La ley no dice en cuántos días se requiere lo que falta: se admite mientras corra el término. Desde cuándo rige el efecto del silencio, sin verificar',
    source:
      'Texto de la Ley 1266/2008 art. 16 parte II, en una copia pública; Ley 2157/2021 sin verificar [G]',
  },
]
