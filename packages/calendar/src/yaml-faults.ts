import { type Alias, type Document, visit, type YAMLParseError } from 'yaml'

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
  let last = 0
  let found: ValueFault | undefined
  visit(document, {
    Alias(_, alias, around) {
      last = alias.range?.[0] ?? 0
      const reason = faultOf(alias, around, document)
      if (reason === undefined) return undefined
      found = { reason: `la referencia «*${alias.source}» ${reason}`, offset: last }
      return visit.BREAK
    },
  })
  if (found !== undefined) return found
  try {
    return { value: document.toJS() }
  } catch {
    return { reason: 'las referencias (*) se repiten sin medida', offset: last }
  }
}

function faultOf(alias: Alias, around: readonly unknown[], document: Document.Parsed): string | undefined {
  const named = alias.resolve(document)
  if (named === undefined) return `no nombra ningún valor escrito antes con «&${alias.source}»`
  if (around.includes(named)) return 'está dentro del valor que ella misma nombra'
  try {
    alias.toJS(document)
    return undefined
  } catch {
    // What it stands for holds more than a hundred others.
    return 'repite otras referencias sin medida'
  }
}
