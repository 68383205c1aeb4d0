import type { CompletionRule, ExtensionRule, Regime, RegimeVersion } from './regime.ts'

const extension: ExtensionRule = { limit: 'double', article: 'Ley 1755/2015 art. 14 par.' }
const completion: CompletionRule = {
  requireWithin: 10,
  months: 1,
  again: true,
  article: 'Ley 1755/2015 art. 17',
}
const knownAs = { regime: 'ley-1755' }
const transferWithin = { amount: 5, article: 'Ley 1755/2015 art. 21' }
const unit = 'business-days' as const

interface Articles {
  readonly before: string
  readonly now: string
  readonly emergency: string
}

/**
 * One term through the codes of its time. Decreto Legislativo 491/2020 took over what was open on its first day, but
 * for petitions that sought another fundamental right (art. 5 par.); Ley 2207/2022 ended it, and what arrives from
 * 2022-05-18 on has the ordinary term again.
 */
function throughTime(
  ordinary: number,
  emergency: number,
  articles: Articles,
): Pick<Regime, 'versions' | 'spared'> {
  const during = { from: '2020-03-28', to: '2022-05-17', unit }
  const through = (version: RegimeVersion): readonly RegimeVersion[] => [
    { from: '1984-03-01', to: '2012-07-01', amount: ordinary, unit, article: articles.before },
    { from: '2012-07-02', to: '2020-03-27', amount: ordinary, unit, article: articles.now },
    version,
    { from: '2022-05-18', amount: ordinary, unit, article: articles.now },
  ]
  const longer = { ...during, amount: emergency, article: articles.emergency, takesOpenTerms: true } as const
  return {
    versions: through(longer),
    spared: through({ ...during, amount: ordinary, article: `${articles.now}; ${exempt}` }),
  }
}

const exempt = 'Decreto Legislativo 491/2020 art. 5 par.'
const past = 'Decreto 01/1984 y fechas de 2012 y 2020 sin verificar [G]'

export const petitions: readonly Regime[] = [
  {
    name: 'peticion',
    title: 'Petición, queja, reclamo, sugerencia o denuncia',
    ...throughTime(15, 30, {
      before: 'Decreto 01/1984 art. 6',
      now: 'Ley 1437/2011 art. 14 (Ley 1755/2015 art. 1)',
      emergency: 'Decreto Legislativo 491/2020 art. 5',
    }),
    ...{ knownAs, start: 'following-day', extension, completion, transferWithin, settled: true },
    source: `Texto de la Ley 1755/2015; días hábiles por Ley 4/1913 art. 62. ${past}`,
  },
  {
    name: 'informacion',
    title: 'Petición de documentos y de información',
    ...throughTime(10, 20, {
      before: 'Decreto 01/1984 art. 22',
      now: 'Ley 1437/2011 art. 14 num. 1 (Ley 1755/2015 art. 1)',
      emergency: 'Decreto Legislativo 491/2020 art. 5 num. 1',
    }),
    ...{ knownAs, start: 'following-day', extension, completion, transferWithin, settled: true },
    silence: {
      effect: 'documents-cannot-be-refused',
      ...{ amount: 3, unit },
      article: 'Ley 1755/2015 art. 14 num. 1',
      text: 'La solicitud se entiende aceptada: ya no se pueden negar los documentos, y las copias se entregan dentro de los tres días siguientes',
    },
    source: `Texto de la Ley 1755/2015. ${past}`,
  },
  {
    name: 'consulta',
    title: 'Consulta sobre materias a cargo de la entidad',
    ...throughTime(30, 35, {
      before: 'Decreto 01/1984 art. 25',
      now: 'Ley 1437/2011 art. 14 num. 2 (Ley 1755/2015 art. 1)',
      emergency: 'Decreto Legislativo 491/2020 art. 5 num. 2',
    }),
    ...{ knownAs, start: 'following-day', extension, completion, transferWithin, settled: true },
    source: `Texto de la Ley 1755/2015. ${past}`,
  },
  {
    name: 'entre-autoridades',
    title: 'Petición de información o documentos de otra autoridad',
    versions: [
      { from: '2012-07-02', amount: 10, unit, article: 'Ley 1437/2011 art. 30 (Ley 1755/2015 art. 1)' },
    ],
    ...{ knownAs, start: 'following-day', transferWithin, settled: false },
    note: 'Diez días para información o documentos; lo demás, según el art. 14: cuéntese con peticion o consulta. Sin prórroga, que el art. 30 no prevé',
    source: 'Dos fuentes públicas coinciden en los 10 días; el alcance y la prórroga, sin verificar [G]',
  },
]
