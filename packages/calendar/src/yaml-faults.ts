import { type Alias, type Document, isAlias, type Node, visit, type YAMLParseError } from 'yaml'

const words: { readonly [Code in YAMLParseError['code']]: string } = {
  ALIAS_PROPS: 'una referencia (*nombre) no lleva nombre ni etiqueta propios',
  BAD_ALIAS: 'a la referencia (*) le falta el nombre, o no puede ir aquí',
  BAD_COLLECTION_TYPE: 'la etiqueta (!) no corresponde a una lista o a unos campos',
  BAD_DIRECTIVE: 'la línea que empieza con «%» no se entiende',
  BAD_DQ_ESCAPE: 'dentro de comillas dobles la barra «\\» no puede ir seguida de eso',
  BAD_INDENT: 'la sangría no corresponde a lo de arriba',
  BAD_PROP_ORDER: 'el nombre (&) y la etiqueta (!) van antes del valor',
  BAD_SCALAR_START: 'un texto que empieza con ese signo va entre comillas',
  BLOCK_AS_IMPLICIT_KEY: 'hay dos campos en un renglón; si «: » es parte del texto, va entre comillas',
  BLOCK_IN_FLOW: 'dentro de llaves o corchetes no va una lista con guiones',
  DUPLICATE_KEY: 'el mismo campo está dos veces',
  IMPOSSIBLE: 'no se pudo leer',
  KEY_OVER_1024_CHARS: 'el nombre de un campo es demasiado largo; quizás falta «:»',
  MISSING_CHAR: 'falta un signo: «:», una coma, o lo que cierra comillas, llaves o corchetes',
  MULTILINE_IMPLICIT_KEY: 'el nombre de un campo no puede ocupar varios renglones; quizás falta «:»',
  MULTIPLE_ANCHORS: 'un valor no puede tener dos nombres (&)',
  MULTIPLE_DOCS: 'hay más de un documento (una línea «---»)',
  MULTIPLE_TAGS: 'un valor no puede tener dos etiquetas (!)',
  NON_STRING_KEY: 'el nombre de un campo debe ser texto',
  RESOURCE_EXHAUSTION: 'tiene demasiados niveles, unos dentro de otros',
  TAB_AS_INDENT: 'la sangría se hace con espacios, no con tabulador',
  TAG_RESOLVE_FAILED: 'no se conoce esa etiqueta (!), o su valor no es de esa clase',
  UNEXPECTED_TOKEN: 'sobra un signo, o lo que sigue no va aquí',
}

/** Spanish, a piece of a sentence: what keeps a text from being YAML. */
export function yamlFault({ code }: Pick<YAMLParseError, 'code'>): string {
  return words[code]
}

/** Why what a text says can't be had, though it is YAML: a piece of a sentence in Spanish, and where, an offset. */
export interface ValueFault {
  readonly reason: string
  readonly offset: number
}

/**
 * What a text that is YAML says, with what its references name in their place.
 * @param text what the document was parsed from: whoever read it from bytes that are no UTF-8 lost letters of it
 */
export function valuesOf(document: Document.Parsed, text: string): { readonly value: unknown } | ValueFault {
  const lost = text.indexOf('\uFFFD')
  if (lost >= 0)
    return { reason: 'hay letras que no se pueden leer; el archivo se guarda en UTF-8', offset: lost }
  const fault = referenceFault(document)
  // The walk has measured what the library would measure anew, by a walk over the whole text for each reference.
  return fault ?? { value: document.toJS({ maxAliasCount: -1 }) }
}

/** What the references of one text may come to, each counted as often as what it stands for is repeated. */
const MOST_REPEATED = 100
/** References in one text: the library looks for each among all that have a name. */
const MOST_REFERENCES = 1000

/** A value with a name. */
interface Named {
  /** Times that it stands in the text, itself and by reference. */
  uses: number
  /** What is referred to inside it. */
  readonly inside: Set<Named>
  /** How often the most repeated of what it holds stands in it; known when it is first referred to. */
  weight?: number
}

/** The first reference to nothing, to what it lies in, or to more than may be repeated: found in one walk. */
function referenceFault(document: Document.Parsed): ValueFault | undefined {
  const latest = new Map<string, Node>()
  const known = new Map<unknown, Named>()
  let references = 0
  let found: ValueFault | undefined
  visit(document, {
    Node(_, node, around) {
      if (!isAlias(node)) {
        if (node.anchor === undefined) return undefined
        latest.set(node.anchor, node)
        known.set(node, { uses: 1, inside: new Set() })
        return undefined
      }
      references += 1
      const target = latest.get(node.source)
      const reason = wrongTarget(node, target, around) ?? repeated(node, known.get(target), references)
      if (reason !== undefined) {
        found = { reason, offset: node.range?.[0] ?? 0 }
        return visit.BREAK
      }
      const named = known.get(target)
      if (named) for (const one of around) known.get(one)?.inside.add(named)
      return undefined
    },
  })
  return found
}

function wrongTarget(
  { source }: Alias,
  target: Node | undefined,
  around: readonly unknown[],
): string | undefined {
  if (target === undefined)
    return `la referencia «*${source}» no nombra ningún valor escrito antes con «&${source}»`
  if (around.includes(target)) return `la referencia «*${source}» está dentro del valor que ella misma nombra`
  return undefined
}

function repeated({ source }: Alias, named: Named | undefined, references: number): string | undefined {
  if (named === undefined) return undefined
  named.uses += 1
  named.weight ??= Math.max(1, ...[...named.inside].map(({ uses, weight = 1 }) => uses * weight))
  if (2 * named.weight > MOST_REPEATED)
    return `la referencia «*${source}» repite otras referencias sin medida`
  if (named.uses * named.weight <= MOST_REPEATED && references <= MOST_REFERENCES) return undefined
  return 'las referencias (*) se repiten sin medida'
}
