import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Path, Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Template } from '../schema/templates.ts'
import { blanks, blanksOf, FIELD } from '../templates/blanks.ts'

/**
 * The letters of a procedure: for kinds that it has, approved by the day from which they are written, with the text
 * where it says and nothing open in it that nobody fills in.
 * @param file of the procedure; its letters lie beside it. Absent: the text isn't looked at
 */
export function templateProblems(procedure: ProcedureSource, file?: string): Problem[] {
  const { templates, kinds, valid } = procedure
  return templates.flatMap((template, at): Problem[] => {
    const path = ['templates', at]
    const problems = (template.kinds ?? []).flatMap((id, nth): Problem[] => {
      if (kinds.some((kind) => kind.id === id)) return []
      const detail = `El tipo «${id}» no existe`
      return [{ code: 'unknown-kind', path: [...path, 'kinds', nth], detail }]
    })
    if (template.approvedOn > valid.from) {
      const detail = `Se aprobó después de ${valid.from}, el primer día de esta versión`
      problems.push({ code: 'template-unapproved', path: [...path, 'approvedOn'], detail })
    }
    return file === undefined ? problems : [...problems, ...ofText(template, procedure, file, path)]
  })
}

function ofText(template: Template, procedure: ProcedureSource, file: string, path: Path): Problem[] {
  const at = join(dirname(file), template.file)
  const inside = [...path, 'file']
  if (!existsSync(at))
    return [{ code: 'template-missing', path: inside, detail: `No existe el archivo «${template.file}»` }]
  const known = new Set([...Object.keys(blanks), ...fieldsFor(template, procedure)])
  return blanksOf(readFileSync(at, 'utf8')).flatMap(({ name, line }): Problem[] => {
    if (known.has(name)) return []
    const detail = `La línea ${line} de «${template.file}» pide «${name}», que nadie llena`
    return [{ code: 'blank-unknown', path: inside, detail }]
  })
}

/** A field that only another kind is asked for would stay empty in the letter. */
function fieldsFor({ kinds: only }: Template, { kinds, forms, transitions }: ProcedureSource): string[] {
  const ofKinds = kinds.filter(({ id }) => only?.includes(id) ?? true).map(({ form }) => form)
  const asked = new Set([...ofKinds, ...transitions.map(({ form }) => form)])
  return forms
    .filter(({ id }) => asked.has(id))
    .flatMap(({ fields }) => fields.map(({ id }) => `${FIELD}${id}`))
}
