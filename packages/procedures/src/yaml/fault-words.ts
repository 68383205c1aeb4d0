import type { YAMLParseError } from 'yaml'

const words: { [Code in YAMLParseError['code']]?: string } = {
  BAD_INDENT: 'la sangría no corresponde a lo de arriba',
  BAD_SCALAR_START: 'un texto que empieza con ese signo va entre comillas',
  BLOCK_AS_IMPLICIT_KEY: 'hay dos campos en un renglón; si «: » es parte del texto, va entre comillas',
  BLOCK_IN_FLOW: 'dentro de llaves o corchetes no va una lista con guiones',
  DUPLICATE_KEY: 'el mismo campo está dos veces',
  MISSING_CHAR: 'falta un signo: «:», una coma, o lo que cierra comillas, llaves o corchetes',
  MULTILINE_IMPLICIT_KEY: 'el nombre de un campo no puede ocupar varios renglones; quizás falta «:»',
  MULTIPLE_DOCS: 'hay más de un documento (una línea «---»)',
  TAB_AS_INDENT: 'la sangría se hace con espacios, no con tabulador',
  UNEXPECTED_TOKEN: 'sobra un signo, o lo que sigue no va aquí',
}

/** What the parser says, in Spanish where an owner is likely to meet it. */
export function faultWords({ code, message }: Pick<YAMLParseError, 'code' | 'message'>): string {
  return words[code] ?? message
}
